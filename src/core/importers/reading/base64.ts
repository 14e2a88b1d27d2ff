/** Undoes base64 where a report was saved in it, once or twice, with or without the lines other tools put around it. */

/** The text behind base64, or the text itself where it is none. */
export function undoBase64(text: string): string {
  let plain = text
  for (let round = 0; round < 2; round++) {
    const body = plain.replace(/-----(?:BEGIN|END) [A-Z ]+-----/g, '').replace(/\s+/g, '')
    if (body === '' || body.length % 4 === 1 || !/^[\w+/-]+=*$/.test(body)) break
    plain = new TextDecoder().decode(Buffer.from(body, 'base64'))
  }
  return plain
}

/**
 * Whether a credential report begins here by itself in base64, once or twice encoded (`user,arn,`), or as the `Content` of an answer:
 * in a large one the keys behind `Content` lie beyond the head of the file.
 */
export function isReportContent(head: string): boolean {
  return (
    /^\s*(?:-----BEGIN [A-Z ]+-----\s+)?"?(?:dXNlcixhcm4s|ZFhObGNpeGhjbT)/.test(head) ||
    /"Content"\s*:\s*"(?:dXNlcixhcm4s|ZFhObGNpeGhjbT|user,arn,)/.test(head)
  )
}
