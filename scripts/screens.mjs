// Photographs pages as people see them: `node scripts/screens.mjs http://localhost:8080 shots / /notices`.
// Phone, tablet and desk, both languages, and elder mode on the phone; says where a page is too wide.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const widths = [360, 768, 1280]
const languages = ['zh-CN', 'en']
const [, , base, folder, ...paths] = process.argv

async function launch() {
  const given = process.env.CHROMIUM_PATH
  if (given) return chromium.launch({ executablePath: given, args: ['--no-sandbox'] })
  const { default: packed } = await import('@sparticuz/chromium')
  return chromium.launch({ executablePath: await packed.executablePath(), args: packed.args })
}

function* views() {
  for (const language of languages) {
    for (const width of widths) yield { language, width, size: 0 }
    yield { language, width: 360, size: 24 }
  }
}

async function photograph(browser, path, view) {
  const context = await browser.newContext({ viewport: { width: view.width, height: 800 } })
  await context.addCookies([
    { name: 'language', value: view.language, url: base },
    { name: 'reading', value: String(view.size), url: base },
  ])
  const page = await context.newPage()
  await page.goto(base + path)
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  const name = [path.replaceAll(/\W+/g, '-'), view.language, view.width, view.size || ''].join('_')
  if (tooWide > 0) console.log(`${name} is ${tooWide} px too wide`)
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
  await context.close()
}

if (!base || !folder || paths.length === 0) {
  console.error('Usage: node scripts/screens.mjs BASE-URL FOLDER PATH…')
  process.exit(1)
}
mkdirSync(folder, { recursive: true })
const browser = await launch()
for (const path of paths) {
  for (const view of views()) await photograph(browser, path, view)
}
await browser.close()
