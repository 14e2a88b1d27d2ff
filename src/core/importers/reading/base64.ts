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

/** Whether base64 of a credential report (`user,arn,`), once or twice encoded, begins here. */
export function isReportInBase64(head: string): boolean {
  return /^\s*(?:-----BEGIN [A-Z ]+-----\s+)?"?(?:dXNlcixhcm4s|ZFhObGNpeGhjbT)/.test(head)
}
