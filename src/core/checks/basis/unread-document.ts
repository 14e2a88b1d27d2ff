/** SQL: whether a document was not received or cannot be read whole, so that its statements do not show all it says. */
export function isUnread(document: string): string {
  return `${document} is null or ${document} in (select id from policy_document where problem is not null)`
}
