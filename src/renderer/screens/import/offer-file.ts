/** Offers text or bytes that are on the page for saving, under a name. */
export function offerFile(name: string, type: string, content: string | Uint8Array): void {
  const part = typeof content === 'string' ? content : new Uint8Array(content)
  const address = URL.createObjectURL(new Blob([part], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has taken its own hold of the bytes by the next turn of the loop.
  setTimeout(() => {
    URL.revokeObjectURL(address)
  })
}
