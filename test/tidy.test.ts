import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { listModules } from '#app.ts'
import { settingKeys } from '#settings/catalogue.ts'
import { refusalCodes } from '#test/refusals.ts'

/** House rules that no linter knows. The lists of exceptions may only shrink. */
const root = join(import.meta.dirname, '..')

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = join(folder, name)
    if (name === 'paraglide' || name === 'node_modules') return []
    return statSync(join(root, path)).isDirectory() ? filesBelow(path) : [path]
  })
}

const sources = [...filesBelow('src'), ...filesBelow('test')].map((path) => ({
  path: relative('', path).replaceAll('\\', '/'),
  text: readFileSync(join(root, path), 'utf8'),
}))
const code = sources.filter(({ path }) => /\.(ts|svelte)$/.test(path) && !path.endsWith('.d.ts'))
const product = code.filter(({ path }) => path.startsWith('src/') && !/\.test\.ts$/.test(path))
/** A folder with a manifest is a module, and its schema has its name. */
const modules = sources.flatMap(
  ({ path }) => /^src\/(?!kernel)(\w+)\/module\.ts$/.exec(path)?.[1] ?? [],
)
const schemas = modules.join('|')

const exceptions = JSON.parse(
  readFileSync(join(root, 'test/tidy-exceptions.json'), 'utf8'),
) as Record<string, string[]>

/** Faults that are not on the list, and entries of the list that are no fault any more. */
function against(list: string, faults: readonly string[]): { new: string[]; mended: string[] } {
  const known = new Set(exceptions[list] ?? [])
  return {
    new: faults.filter((fault) => !known.has(fault)),
    mended: [...known].filter((fault) => !faults.includes(fault)),
  }
}

const tidy = { new: [], mended: [] }

/** What is asked for in an address: places, titles of matters, serials, households' numbers, figures. */
const searchedInPlain = [
  'src/appeals/pages/ReviewList.svelte',
  'src/compact/pages/AdoptPage.svelte',
  'src/notices/pages/Board.svelte',
  'src/notices/pages/Lookup.svelte',
  'src/notices/pages/NoticePage.svelte',
  'src/notices/pages/OfficeNotices.svelte',
  'src/places/pages/Overview.svelte',
  'src/places/pages/PlaceTree.svelte',
  'src/places/pages/Places.svelte',
]

function functionsOf(
  path: string,
  text: string,
): { name: string; lines: number; parameters: number }[] {
  const found: { name: string; lines: number; parameters: number }[] = []
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const start = source.getLineAndCharacterOfPosition(node.getStart()).line
      const end = source.getLineAndCharacterOfPosition(node.end).line
      const named = (node as ts.NamedDeclaration).name ?? (node.parent as ts.NamedDeclaration).name
      const name = named ? named.getText(source).slice(0, 40) : `line ${start + 1}`
      found.push({ name, lines: end - start + 1, parameters: node.parameters.length })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const measured = product
  .filter(({ path }) => path.endsWith('.ts'))
  .flatMap(({ path, text }) => functionsOf(path, text).map((f) => ({ ...f, path })))

describe('the size of things', () => {
  it('keeps files under 300 lines', () => {
    const long = product.filter(({ text }) => text.split('\n').length > 301).map(({ path }) => path)
    expect(against('longFiles', long)).toEqual(tidy)
  })
  it('keeps functions under 40 lines', () => {
    const long = measured.filter((f) => f.lines > 40).map((f) => `${f.path} ${f.name}`)
    expect(against('longFunctions', long)).toEqual(tidy)
  })
  it('keeps to three parameters', () => {
    const many = measured.filter((f) => f.parameters > 3).map((f) => `${f.path} ${f.name}`)
    expect(against('manyParameters', many)).toEqual(tidy)
  })
  it('keeps routes thin', () => {
    const fat = product
      .filter(({ path }) => /src\/routes\/.*\/\+/.test(path))
      .filter(({ text }) => text.trimEnd().split('\n').length > 20)
      .map(({ path }) => path)
    expect(against('fatRoutes', fat)).toEqual(tidy)
  })
})

describe('names', () => {
  it('says nothing in names that say nothing', () => {
    const vague = /(^|\/)(utils?|helpers?|common|misc|manager|service|data)\.(ts|svelte)$/
    expect(code.filter(({ path }) => vague.test(path)).map(({ path }) => path)).toEqual([])
  })
  it('gives every module its manifest and its page', () => {
    const listed = [
      ...readFileSync(join(root, 'src/app.ts'), 'utf8').matchAll(/'#((?!kernel)\w+)\/module\.ts'/g),
    ]
    expect(listed.map(([, name]) => name).sort()).toEqual(modules.toSorted())
    const lacking = modules.map((name) => `src/${name}/README.md`)
    expect(lacking.filter((path) => !sources.some((s) => s.path === path))).toEqual([])
  })
})

describe('what stands in the code', () => {
  it('skips no test and runs none alone', () => {
    const marked = /\b(describe|it|test)\.(skip|only|todo|fails)\b|\bx(it|describe)\(/
    const tests = code.filter(
      ({ path }) => path.endsWith('.test.ts') && !path.endsWith('tidy.test.ts'),
    )
    expect(tests.filter(({ text }) => marked.test(text)).map(({ path }) => path)).toEqual([])
  })
  it('leaves no unowned promise', () => {
    const promise = new RegExp(`\\b(${['TO', 'DO'].join('')}|FIXME|XXX|HACK)\\b`)
    expect(product.filter(({ text }) => promise.test(text)).map(({ path }) => path)).toEqual([])
  })
  it('lets a store name the tables of its own module only', () => {
    const faults = product
      .filter(({ path }) => /^src\/[^/]+\/.*store\.ts$/.test(path))
      .flatMap(({ path, text }) => {
        const own = path.split('/')[1]!
        const named = [
          ...text.matchAll(new RegExp(`\\b(?:from|join|into|update) (${schemas})\\.\\w+`, 'g')),
        ]
        const foreign = named.map((m) => m[1]!).filter((schema) => schema !== own)
        return [...new Set(foreign)].map((schema) => `${path} ${schema}`)
      })
    expect(against('foreignTables', faults)).toEqual(tidy)
  })
  it('reads every setting that can be decided', () => {
    const readers = product.filter(
      ({ path }) => !/settings\/catalogue\.ts$|^src\/demonstration\//.test(path),
    )
    const dead = settingKeys.filter((key) => !readers.some((one) => one.text.includes(`'${key}'`)))
    expect(dead).toEqual([])
  })
  it('puts nothing personal into addresses', () => {
    const personal = /[?&](phone|id_?number|password|birth)\w*=/i
    expect(product.filter(({ text }) => personal.test(text)).map(({ path }) => path)).toEqual([])
  })
  it('searches for people by post alone, so that no name stands in an address', () => {
    const getForm = /method="get"/
    const list = /<(DataTable|QueryForm)\b/
    const faults = product
      .filter(({ path }) => path.endsWith('.svelte') && !path.startsWith('src/ui/'))
      .filter(({ text }) => {
        const searches =
          list.test(text) && /\ssearch[\s=}]/.test(text.replace(/<script[\s\S]*?<\/script>/, ''))
        return getForm.test(text) || (searches && !/^\s+names$/m.test(text))
      })
      .map(({ path }) => path)
    expect(faults.sort()).toEqual(searchedInPlain)
    const read = /searchParams\.get\('q'\)|[?&]q=\$\{/
    const readers = product.filter(
      ({ path, text }) => path !== 'src/ui/list-state.ts' && read.test(text),
    )
    expect(readers.map(({ path }) => path)).toEqual([])
  })
  it('writes no inline style, which the policy would refuse', () => {
    const inline = product
      .filter(({ path }) => path.endsWith('.svelte'))
      .filter(({ text }) => /<[a-z][^>]*\sstyle="/.test(text))
    expect(inline.map(({ path }) => path)).toEqual([])
  })
})

describe('what the papers promise', () => {
  const papers = [...filesBelow('docs'), ...filesBelow('src'), ...readdirSync(root)]
    .filter((path) => path.endsWith('.md'))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

  it('names files and folders that exist', () => {
    const missing = papers.flatMap(({ path, text }) =>
      [...text.matchAll(/`((?:src|test|docs|scripts|migrations)\/[\w./-]+)`/g)]
        .map(([, cited]) => cited!)
        .filter((cited) => !cited.includes('NNNN') && !existsSync(join(root, cited)))
        .map((cited) => `${path}: ${cited}`),
    )
    expect(papers.length).toBeGreaterThan(10)
    expect(missing).toEqual([])
  })
  it('proves every promise of safety by a test', () => {
    const rows = readFileSync(join(root, 'SECURITY.md'), 'utf8')
      .match(/^\|.*\|$/gm)!
      .slice(2)
    const isTested = (row: string) =>
      [
        ...row
          .split('|')
          .at(-2)!
          .matchAll(/`([\w./-]+)`/g),
      ].some(([, cited]) =>
        sources.some(({ path }) => path.startsWith(cited!) && path.endsWith('.test.ts')),
      )
    expect(rows.length).toBeGreaterThan(10)
    expect(rows.filter((row) => !isTested(row))).toEqual([])
  })
})

describe('refusals', () => {
  /** Codes whose second half is a fault of a row: `places.row_${fault}`. */
  const composed = /^places\.row_/
  const files = (isTest: boolean) =>
    code.filter(({ path }) => (path.startsWith('test/') || path.endsWith('.test.ts')) === isTest)
  const timesIn = (isTest: boolean, refusal: string) =>
    files(isTest).reduce((sum, { text }) => sum + text.split(`'${refusal}'`).length - 1, 0)
  const codes = refusalCodes(listModules([]))

  it('are given somewhere, each of them, and not only declared', () => {
    expect(codes.length).toBeGreaterThan(100)
    const idle = codes.filter((one) => !composed.test(one) && timesIn(false, one) < 2)
    expect(idle).toEqual([])
  })
  it('are provoked by a test, each of them', () => {
    expect(codes.filter((one) => timesIn(true, one) === 0)).toEqual([])
  })
})

describe('sentences', () => {
  const zh = JSON.parse(readFileSync(join(root, 'messages/zh-CN.json'), 'utf8')) as Record<
    string,
    string
  >
  const en = JSON.parse(readFileSync(join(root, 'messages/en.json'), 'utf8')) as Record<
    string,
    string
  >

  it('exist in both languages', () => {
    expect(Object.keys(zh).filter((key) => !en[key])).toEqual([])
    expect(Object.keys(en).filter((key) => !zh[key])).toEqual([])
  })
  it('are Chinese with Chinese punctuation', () => {
    const words = Object.entries(zh).filter(([key]) => key !== '$schema')
    expect(
      words.filter(([, text]) => /\p{Script=Han}[,;!?](?!\d)/u.test(text)).map(([key]) => key),
    ).toEqual([])
  })
})
