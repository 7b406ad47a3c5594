// Puts the program into few files, so that a start reads those instead of a thousand and more. What
// brings binaries or large tables of its own stays outside. The sources go on running by themselves.
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const target = join(root, 'build', 'program')
const outside = [/^node:/, /^sharp$/, /^@electric-sql\//, /^pg$/, /^pinyin-pro$/]

/** Modules find sheets, migrations and workers from where they stand: they go on to stand there. */
const inPlace = {
  name: 'in-place',
  transform(code, id) {
    if (!id.startsWith(join(root, 'src')) || !code.includes('import.meta.')) return null
    const place = (path) => JSON.stringify(relative(target, path).replaceAll('\\', '/'))
    return code
      .replaceAll('import.meta.url', `new URL(${place(id)}, import.meta.url).href`)
      .replaceAll('import.meta.dirname', `(import.meta.dirname + '/' + ${place(dirname(id))})`)
  },
}

const bundle = await rolldown({
  cwd: root,
  input: { main: join(root, 'src', 'main.ts') },
  platform: 'node',
  external: outside,
  plugins: [inPlace],
  checks: { pluginTimings: false },
  onLog(level, log) {
    if (level === 'warn') process.stderr.write(`${log.message}\n`)
  },
})
await bundle.write({ dir: target, format: 'esm' })
