// Runs one program in the foreground and ends it with the command that started it.
import { spawn } from 'node:child_process'

/** Resolves with the exit code. */
export function runProgram(program, typed, folder) {
  return new Promise((resolve) => {
    const child = spawn(program, typed, { cwd: folder, stdio: 'inherit' })
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of signals) process.on(signal, passOn)
    // npm hands a signal to a shell that dies without handing it on; all that shows is another parent.
    const parent = process.ppid
    const watch = setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500)
    child.on('error', () => end(1))
    child.on('close', (code) => end(code ?? 1))

    function passOn(signal) {
      if (signal !== 'SIGINT' || !isAtTerminal()) child.kill(signal)
    }

    function end(code) {
      for (const signal of signals) process.off(signal, passOn)
      clearInterval(watch)
      resolve(code)
    }
  })
}

/** Whether Control-C reaches the program from the terminal itself; it would get it twice. */
function isAtTerminal() {
  return Boolean(process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY)
}
