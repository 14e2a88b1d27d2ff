/** The form every check has: a criterion, a population as a query, and a pure test of one member. */
import type { ParameterName, Parameters } from '../../shared/parameters.ts'
import type { ColumnView } from '../../shared/records/workbook.ts'
import type { CoverageState, MemberStatus, Severity, Topic } from '../../shared/vocabulary.ts'

/** What every row of a population carries beside the check's own columns. */
export interface MemberRow {
  /** The ARN; an access key is `<user arn>#access-key-1`, an inline policy `<principal arn>#<policy name>`, an account its id. */
  readonly resource: string
  readonly source_id: number
  readonly line: number
  readonly path: string | null
}

export interface Verdict {
  readonly status: MemberStatus
  /** One sentence with the numbers that decided; names the resource where it fails. */
  readonly detail: string
  /** The statements of policy documents that made it so, where there are any; the viewer opens at them. */
  readonly decidedBy?: readonly DecidingStatement[]
}

export interface DecidingStatement {
  /** `policy_document.id` */
  readonly document: number
  /** `policy_statement.n` */
  readonly statement: number
}

export interface TestContext {
  /** The date ages are counted from for the source of this row, in seconds. */
  readonly asOf: number
  readonly account: string
  readonly parameters: Parameters
  /**
   * How much of a need (or want) of the check is there. Where a verdict rests on something not being in the files, only
   * `complete` makes it an exception.
   */
  readonly coverageOf: (need: Need) => CoverageState
}

/** A kind of export, `credential-report`, or a part of one, `account-authorization-details.roles`. */
export type Need = string

interface Control {
  /** The subject, kebab-case; also the file's name where the file holds one check. */
  readonly id: string
  /** The catalogue id, `ROOT-01`. */
  readonly control: string
  readonly topic: Topic
  readonly severity: Severity
  /** `organization` checks run once, for the management account. */
  readonly scope: 'account' | 'organization'
  /** A fact in the passing state: "The root user has no access key." */
  readonly criterion: string
  /** What the client risks, one sentence. */
  readonly effect: string
  /** An instruction the client can follow. */
  readonly recommendation: string
  readonly remediation: { readonly console: string; readonly cli: string; readonly terraform: string }
  /** What a person does beside the automated result, or instead of it. */
  readonly procedure: readonly string[]
  /** What the verdict cannot see, a sentence each: "The credential report knows no SSH keys." */
  readonly limits: readonly string[]
  /** Where the rule and the meaning of its facts come from: "IAM User Guide: Security best practices in IAM", "RFC 7662, 2.2". */
  readonly sources: readonly string[]
}

export interface AutomatedCheck<Row extends MemberRow = MemberRow> extends Control {
  /** All must be there; in an inner list one is enough. */
  readonly needs: readonly (Need | readonly Need[])[]
  /** Used where there and never missed: `organization-accounts` for a trust check. */
  readonly wants?: readonly Need[]
  readonly parameters: readonly ParameterName[]
  /** What is shown of each member, by column name of the population. */
  readonly columns: readonly ColumnView[]
  /** Read-only SQL over the facts, bound to `:account`; one row per member with the columns of `MemberRow`. */
  readonly population: string
  /**
   * SQL over the population's columns, as `member.resource`: whether a member may be anything but a pass. Where given, a run tests those alone; the others
   * are counted, and tested where the population is shown.
   */
  readonly suspects?: string
  /** The `source_id` of every member by a query that is quicker than the population; for counting. */
  readonly counted?: string
  readonly test: (row: Row, context: TestContext) => Verdict
  /** Why there is no member: "No user has a console password." */
  readonly whenEmpty: string
}

export interface ManualStep extends Control {
  readonly evidenceExpected: string
}

export type Check = AutomatedCheck | ManualStep

export function isAutomated(check: Check): check is AutomatedCheck {
  return 'test' in check
}

/** Declares an automated check with the row type its population gives. */
export function automatedCheck<Row extends MemberRow>(check: AutomatedCheck<Row>): AutomatedCheck {
  return check as unknown as AutomatedCheck
}

export function manualStep(step: ManualStep): ManualStep {
  return step
}

export function pass(detail: string, decidedBy?: readonly DecidingStatement[]): Verdict {
  return verdict('pass', detail, decidedBy)
}

export function exception(detail: string, decidedBy?: readonly DecidingStatement[]): Verdict {
  return verdict('exception', detail, decidedBy)
}

export function needsReview(detail: string, decidedBy?: readonly DecidingStatement[]): Verdict {
  return verdict('needs-review', detail, decidedBy)
}

function verdict(
  status: MemberStatus,
  detail: string,
  decidedBy: readonly DecidingStatement[] = []
): Verdict {
  return decidedBy.length === 0 ? { status, detail } : { status, detail, decidedBy }
}
