/** Puts text on the clipboard and says so. */
import { sentenceOf } from '../../client.ts'
import { toasts, type ToastAction } from '../../state/toasts.svelte.ts'

/** `said` is the message; a refusal of the browser is one too. */
export async function copyText(text: string, said: string, action: ToastAction | null = null): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toasts.done(said, action)
  } catch (thrown) {
    toasts.problem(sentenceOf(thrown))
  }
}
