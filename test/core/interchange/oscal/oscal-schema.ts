/**
 * The parts of OSCAL 1.2's assessment results and plan of action that our documents use, as a schema of our own: no package of the
 * registry carries NIST's. Written from the reference at pages.nist.gov/OSCAL-Reference: what is required, how values look, that lists
 * have a member, and that nothing else stands there.
 */
import * as v from 'valibot'

const uuid = v.pipe(
  v.string(),
  v.regex(/^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[45][0-9A-Fa-f]{3}-[89ABab][0-9A-Fa-f]{3}-[0-9A-Fa-f]{12}$/)
)
const token = v.pipe(v.string(), v.regex(/^(\p{L}|_)(\p{L}|\p{N}|[.\-_])*$/u))
const text = v.pipe(v.string(), v.regex(/^\S(.*\S)?$/))
/** Markup of one line. */
const line = v.pipe(v.string(), v.minLength(1), v.regex(/^[^\n]*$/))
const prose = v.pipe(v.string(), v.minLength(1))
const dateTime = v.pipe(
  v.string(),
  v.regex(
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
  )
)
const reference = v.pipe(v.string(), v.regex(/^\S+$/))
const list = <Member extends v.GenericSchema>(member: Member) => v.pipe(v.array(member), v.minLength(1))
const maybe = v.exactOptional

const property = v.strictObject({ name: token, value: text, ns: maybe(reference), class: maybe(token) })
const properties = maybe(list(property))

const metadata = v.strictObject({
  title: line,
  'last-modified': dateTime,
  version: text,
  'oscal-version': v.literal('1.2.0'),
  props: properties,
  roles: maybe(list(v.strictObject({ id: token, title: line }))),
  parties: maybe(
    list(
      v.strictObject({
        uuid,
        type: v.picklist(['person', 'organization']),
        name: maybe(text),
        props: properties
      })
    )
  ),
  'responsible-parties': maybe(list(v.strictObject({ 'role-id': token, 'party-uuids': list(uuid) })))
})

const inventory = list(v.strictObject({ uuid, description: prose, props: properties }))

const observation = v.strictObject({
  uuid,
  title: maybe(line),
  description: prose,
  props: properties,
  methods: list(v.picklist(['EXAMINE', 'INTERVIEW', 'TEST', 'UNKNOWN'])),
  types: maybe(list(token)),
  subjects: maybe(list(v.strictObject({ 'subject-uuid': uuid, type: token }))),
  'relevant-evidence': maybe(
    list(v.strictObject({ href: maybe(reference), description: prose, props: properties }))
  ),
  collected: dateTime
})

const related = <Key extends string>(key: Key) =>
  maybe(list(v.strictObject({ [key]: uuid } as { readonly [K in Key]: typeof uuid })))

const remediation = v.strictObject({
  uuid,
  lifecycle: v.picklist(['recommendation', 'planned', 'completed']),
  title: line,
  description: prose,
  props: properties,
  tasks: maybe(
    list(
      v.strictObject({
        uuid,
        type: v.picklist(['milestone', 'action']),
        title: line,
        timing: maybe(v.strictObject({ 'on-date': v.strictObject({ date: dateTime }) }))
      })
    )
  )
})

const risk = v.strictObject({
  uuid,
  title: line,
  description: prose,
  statement: prose,
  props: properties,
  status: v.picklist([
    'open',
    'investigating',
    'remediating',
    'deviation-requested',
    'deviation-approved',
    'closed'
  ]),
  deadline: maybe(dateTime),
  remediations: maybe(list(remediation)),
  'risk-log': maybe(
    v.strictObject({
      entries: list(v.strictObject({ uuid, title: maybe(line), description: maybe(prose), start: dateTime }))
    })
  ),
  'related-observations': related('observation-uuid')
})

const finding = v.strictObject({
  uuid,
  title: line,
  description: prose,
  props: properties,
  target: v.strictObject({
    type: v.picklist(['statement-id', 'objective-id']),
    'target-id': token,
    status: v.strictObject({
      state: v.picklist(['satisfied', 'not-satisfied']),
      reason: maybe(v.picklist(['pass', 'fail', 'other']))
    })
  }),
  'related-observations': related('observation-uuid'),
  'related-risks': related('risk-uuid')
})

const backMatter = v.strictObject({
  resources: maybe(
    list(
      v.strictObject({
        uuid,
        title: maybe(line),
        description: maybe(prose),
        props: properties,
        rlinks: maybe(
          list(
            v.strictObject({
              href: reference,
              hashes: maybe(
                list(
                  v.strictObject({ algorithm: text, value: v.pipe(v.string(), v.regex(/^[0-9a-fA-F]{64}$/)) })
                )
              )
            })
          )
        )
      })
    )
  )
})

const selections = list(
  v.union([
    v.strictObject({ 'include-all': v.strictObject({}) }),
    v.strictObject({ 'include-controls': list(v.strictObject({ 'control-id': token })) })
  ])
)

export const assessmentResultsSchema = v.strictObject({
  'assessment-results': v.strictObject({
    uuid,
    metadata,
    'import-ap': v.strictObject({ href: reference }),
    results: list(
      v.strictObject({
        uuid,
        title: line,
        description: prose,
        start: dateTime,
        end: maybe(dateTime),
        props: properties,
        'local-definitions': maybe(v.strictObject({ 'inventory-items': maybe(inventory) })),
        'reviewed-controls': v.strictObject({ 'control-selections': selections }),
        attestations: maybe(
          list(
            v.strictObject({
              'responsible-parties': maybe(
                list(v.strictObject({ 'role-id': token, 'party-uuids': list(uuid) }))
              ),
              parts: list(v.strictObject({ name: token, title: maybe(line), prose: maybe(prose) }))
            })
          )
        ),
        observations: maybe(list(observation)),
        risks: maybe(list(risk)),
        findings: maybe(list(finding))
      })
    ),
    'back-matter': maybe(backMatter)
  })
})

export const planOfActionSchema = v.strictObject({
  'plan-of-action-and-milestones': v.strictObject({
    uuid,
    metadata,
    'system-id': maybe(v.strictObject({ 'identifier-type': maybe(reference), id: text })),
    'local-definitions': maybe(v.strictObject({ 'inventory-items': maybe(inventory) })),
    observations: maybe(list(observation)),
    risks: maybe(list(risk)),
    'poam-items': list(
      v.strictObject({
        uuid: maybe(uuid),
        title: line,
        description: prose,
        props: properties,
        'related-observations': related('observation-uuid'),
        'related-risks': related('risk-uuid')
      })
    ),
    'back-matter': maybe(backMatter)
  })
})
