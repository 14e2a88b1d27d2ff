/** The numbers of the catalogue that have no check of their own, each with the control that covers it or the reason. */

/** How many numbers each group of the catalogue has; they run from 01. */
export const catalogueGroups: Readonly<Record<string, number>> = {
  ROOT: 10,
  MFA: 10,
  PWD: 12,
  UNU: 17,
  KEY: 11,
  GRP: 7,
  LP: 24,
  ESC: 6,
  CON: 8,
  POL: 9,
  ORG: 16,
  ROLE: 15,
  TAG: 5,
  FED: 5,
  AA: 6,
  SSO: 10,
  CT: 12,
  SH: 3,
  GD: 4,
  CFG: 4,
  ACC: 4,
  ALM: 15,
  RES: 3,
  LINT: 14,
  DQ: 8
}

/** Every number of the catalogue, `ROOT-01`, in its order. */
export const catalogue: readonly string[] = Object.entries(catalogueGroups).flatMap(([group, size]) =>
  Array.from({ length: size }, (_, at) => `${group}-${String(at + 1).padStart(2, '0')}`)
)

export interface Uncovered {
  /** The control that tests the same; null where none does. */
  readonly coveredBy: string | null
  readonly reason: string
}

export const uncovered: Readonly<Record<string, Uncovered>> = {
  'ROOT-09': covered('ALM-03', 'The alarm on the use of the root user is one of the alarms.'),
  'CON-05': covered('ROLE-03', 'An external id that is missing is judged with the trust of the third party.'),
  'CON-06': covered(
    'ROLE-05',
    'The conditions against the confused deputy are judged with the trust of the service.'
  ),
  'CON-07': covered('LP-13', 'iam:PassedToService is judged where iam:PassRole is allowed.'),
  'TAG-03': covered(
    'CON-08',
    'Tags that their holder may change are judged where a condition relies on them.'
  ),
  'TAG-04': covered('ORG-10', 'Tag policies are policies of the organization.'),
  'POL-08': covered('LINT-02', 'The rules on valid documents are controls of their own, LINT-01 to LINT-14.'),
  'DQ-03': open(
    'A part that was cut short is incomplete for every control that needs it: none of them passes.'
  ),
  'DQ-05': open(
    'Files of different accounts are never joined: each fact carries the account of its own ARN.'
  ),
  'DQ-07': open('Every kept file has its SHA-256, and verifying the engagement compares all of them.'),
  'DQ-08': open('Importing a file notes its unknown columns and values, and shows them among the problems.'),
  'ESC-01': open(permissions()),
  'ESC-02': open(permissions()),
  'ESC-03': open(permissions()),
  'ESC-04': open(permissions()),
  'ESC-05': open(permissions()),
  'ESC-06': open(permissions())
}

function covered(coveredBy: string, reason: string): Uncovered {
  return { coveredBy, reason }
}

function open(reason: string): Uncovered {
  return { coveredBy: null, reason }
}

function permissions(): string {
  return 'Paths to more rights need the permissions a principal has in effect, which no fact table holds.'
}
