import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** A command of a page, with what the page says that it prints; `…` there stands for anything within a line. */
export interface DocumentedCommand {
  heading: string
  command: string
  expected: string
}

/** The commands of a page in Markdown: each block of `sh` that is followed by one of `text`. */
export function commandsOf(markdown: string): DocumentedCommand[] {
  const commands: DocumentedCommand[] = []
  const pattern = /^## (.+)$|^```sh\n([\s\S]*?)^```\n\n```text\n([\s\S]*?)^```$/gm
  let heading = ''
  for (const [, title, command, expected] of markdown.matchAll(pattern)) {
    if (title !== undefined) heading = title
    else commands.push({ heading, command, expected })
  }
  return commands
}

/** A pattern for what may be printed where `expected` was promised. */
export function patternOf(expected: string): RegExp {
  const lines = expected.trimEnd().split('\n').map((line) => line.split('…').map(escaped).join('.*'))
  return new RegExp(`^${lines.join('\n')}\n?$`)
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** Runs commands in one shell, as a reader who pastes them one after the other would; each entry is what one printed. */
export async function runInShell(commands: readonly string[], env: Record<string, string>): Promise<string[]> {
  const mark = '-- next --'
  const script = ['set -eo pipefail', ...commands.flatMap((command) => [command, `printf '%s' '${mark}'`])].join('\n')
  const { stdout } = await promisify(execFile)('bash', ['-c', script], { env: { ...process.env, ...env } })
  return stdout.split(mark).slice(0, commands.length)
}
