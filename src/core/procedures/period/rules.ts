/** What a period is tested with: its thresholds, and what each check says it does. */
import type { Reader, Writer } from '../../store/database.ts'
import { isAutomated } from '../../checks/check.ts'
import { awsIam } from '../../checklists/aws-iam.ts'
import { controlNamed } from '../controls.ts'
import { engagementOf, parametersOf } from '../engagement.ts'

export interface Rule {
  readonly kind: 'parameter' | 'check'
  /** Of a parameter its name, of a check its control. */
  readonly name: string
  readonly value: string
}

export function rulesOf(db: Reader, period: number): readonly Rule[] {
  if (period === engagementOf(db).period.id) return rulesNow(db)
  return db.all<Rule>(
    'select kind, name, value from period_rule where period_id = :period order by kind, name',
    {
      period
    }
  )
}

/** Keeps them when the period ends. */
export function keepRules(db: Writer, period: number): void {
  for (const { kind, name, value } of rulesNow(db))
    db.run(
      'insert into period_rule (period_id, kind, name, value) values (:period, :kind, :name, :value) on conflict do nothing',
      { period, kind, name, value }
    )
}

function rulesNow(db: Reader): readonly Rule[] {
  const thresholds = Object.entries(parametersOf(db)).map(([name, value]): Rule => ({
    kind: 'parameter',
    name,
    value: String(value)
  }))
  const checks = awsIam.sections
    .flatMap(({ controls }) => controls)
    .map(controlNamed)
    .map((check): Rule => {
      const texts = [check.criterion, ...check.procedure, ...(isAutomated(check) ? check.limits : [])]
      return { kind: 'check', name: check.control, value: texts.join('\n') }
    })
  return [...thresholds, ...checks]
}
