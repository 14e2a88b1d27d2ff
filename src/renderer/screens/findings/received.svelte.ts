/** The evidence a form rests on: a piece that is there, or a file or note that is kept before the form is sent. */
import { call } from '../../client.ts'
import { sendFile } from '../../files.ts'
import type { FindingDetail } from '../../../shared/records/finding.ts'

export class ReceivedEvidence {
  readonly #finding: FindingDetail
  /** A piece by its number, `file` or `note`. */
  which: string = $state('file')
  title = $state('')
  text = $state('')
  file: File | null = $state.raw(null)

  constructor(finding: FindingDetail) {
    this.#finding = finding
  }

  get options(): readonly { readonly value: string; readonly label: string }[] {
    return [
      { value: 'file', label: 'A file the client sent' },
      { value: 'note', label: 'A note of what was said' },
      ...this.#finding.evidence
        .filter(({ withdrawn }) => !withdrawn)
        .map(({ id, ref, title }) => ({ value: String(id), label: `${ref}  ${title}` }))
    ]
  }

  /** What is missing, in a sentence. */
  get missing(): string | null {
    if (this.which === 'file' && this.file === null) return 'Choose the file it came in.'
    if (this.which === 'note' && this.text.trim() === '') return 'Say what was said, by whom and when.'
    if ((this.which === 'file' || this.which === 'note') && this.title.trim() === '')
      return 'Give it a title.'
    return null
  }

  /** The number of the piece; what is new is kept once, also where the form is refused afterwards. */
  async keep(): Promise<number> {
    const finding = this.#finding.ref
    const title = this.title.trim()
    if (this.which === 'note') {
      const { id } = await call('finding.note', { finding, title, text: this.text.trim() })
      return this.#settle(id)
    }
    if (this.which === 'file' && this.file !== null) {
      const upload = await sendFile(this.file, this.file.name)
      const { id } = await call('finding.attach', { finding, title, upload, mime: this.file.type })
      return this.#settle(id)
    }
    return Number(this.which)
  }

  #settle(id: number): number {
    this.which = String(id)
    return id
  }
}
