import { closing } from './closing.ts'
import { doors } from './doors.ts'
import { type Figure, table } from './figures.ts'
import { overview } from './overview.ts'
import { serving } from './serving.ts'
import { simulating } from './simulating.ts'

/** `npm run bench`: all figures, or those named (`npm run bench -- doors closing`). */
const parts: Record<string, () => Promise<Figure[]>> = {
  ...{ doors, closing, simulating, overview, serving },
}
const wanted = process.argv.slice(2).filter((name) => name in parts)
const figures: Figure[] = []
for (const name of wanted.length > 0 ? wanted : Object.keys(parts)) {
  process.stderr.write(`${name} …\n`)
  const measured = await parts[name]!()
  table(measured)
  figures.push(...measured)
}
process.stdout.write(`\n${JSON.stringify(figures)}\n`)
