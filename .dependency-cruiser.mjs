import { readFileSync } from 'node:fs'

// The arrows of house: which file may know which. A module's anatomy is named by file, and a folder
// split by noun keeps the same names inside.
const foundations =
  'settings|places|people|organisations|auth|audit|journal|notices|telling|appeals|attachments'

/** The other modules, as the list in app.ts orders them. */
const list = /const list = \[([\s\S]*?)\]/.exec(readFileSync('src/app.ts', 'utf8'))[1]
const order = list
  .match(/(?<![.\w])\w+(?=,)/g)
  .filter((name) => !foundations.split('|').includes(name))
const modules = `${foundations}|${order.join('|')}`
const inModule = `^src/(${modules})/`

/** A later module is known to an earlier one only through the list in app.ts. */
const notLater = order.map((name, index) => ({
  name: `${name}-knows-no-later-module`,
  severity: 'error',
  from: {
    path: `^src/(${[...foundations.split('|'), ...order.slice(0, index)].join('|')})/`,
    pathNot: '/pages/',
  },
  to: { path: `^src/${name}/`, dependencyTypesNot: ['type-only'] },
}))

export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'kernel-knows-no-module',
      severity: 'error',
      from: { path: '^src/kernel/' },
      to: { path: '^src/(?!kernel/)' },
    },
    {
      name: 'rules-are-pure',
      severity: 'error',
      from: { path: '/rules\\.ts$' },
      to: {
        path: ['^node_modules', '^node:', '^src/kernel/'],
        pathNot:
          '^src/kernel/(result|clock|place-code|money|working-days|canonical|digest|permission|actor)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'rules-use-no-io',
      severity: 'error',
      from: { path: '/rules\\.ts$' },
      to: { path: '/(store|commands|queries)\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'store-is-its-own',
      severity: 'error',
      from: { path: '^src/([^/]+)/.*store\\.ts$', pathNot: '^src/kernel/' },
      to: {
        path: inModule,
        pathNot: ['^src/$1/', '/model\\.ts$'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'foreign-store-or-rules',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: ['\\.test\\.ts$', '/pages/'] },
      to: {
        path: `${inModule}.*store\\.ts$`,
        pathNot: '^src/$1/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'pages-touch-no-data',
      severity: 'error',
      from: { path: '/pages/' },
      to: { path: '/(store|commands|queries)\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'routes-are-thin',
      severity: 'error',
      from: { path: '^src/routes/' },
      to: { path: '/(store|rules)\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'product-needs-no-tests',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.test\\.ts$' },
      to: { path: '^test/' },
    },
    ...notLater,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^src/paraglide', '\\.svelte-kit', '\\$types'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'svelte', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.svelte', '.json'],
    },
  },
}
