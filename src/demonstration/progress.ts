/** Says how far the demonstration is: a share from 0 to 1, and what is being made. */
export type Progress = (share: number, what: string) => void

/** One line that rewrites itself on a terminal; elsewhere a line for every quarter of the way. */
export function progressLine(out: NodeJS.WriteStream = process.stdout): Progress {
  let last = -1
  return (share, what) => {
    const percent = Math.floor(share * 100)
    if (percent === last) return
    const line = `Making the demonstration 正在准备演示 ${String(percent).padStart(3)} %  ${what}`
    if (out.isTTY) out.write(`\r${line.padEnd(70)}${percent === 100 ? '\n' : ''}`)
    else if (last < 0 || Math.floor(last / 25) < Math.floor(percent / 25)) out.write(`${line}\n`)
    last = percent
  }
}
