/** Reads what a workbook says of itself, for hosts that have no engagement open. */
export { claimOfFile } from './procedures/workbook-claim.ts'
