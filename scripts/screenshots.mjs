// `npm run screenshots`: the pictures of the README, taken from the running demonstration
// (start it first with `npm start`). CHROMIUM_PATH chooses a browser; otherwise the bundled one is used.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import bundled from '@sparticuz/chromium'
import { chromium } from 'playwright-core'

const root = fileURLToPath(new URL('..', import.meta.url))
const base = process.argv[2] ?? 'http://localhost:8080'
const village = '231282106202'
const folder = join(root, 'docs', 'screenshots')
mkdirSync(folder, { recursive: true })

const executablePath = process.env.CHROMIUM_PATH ?? (await bundled.executablePath())
const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run']
const browser = await chromium.launch({ executablePath, args })

/** A page for somebody of the demonstration, known by what stands beside the name. */
async function visit(who, { width, language }) {
  const context = await browser.newContext({ viewport: { width, height: width < 600 ? 780 : 860 } })
  await context.addCookies([{ name: 'language', value: language, url: base }])
  const page = await context.newPage()
  if (!who) return page
  await page.goto(`${base}/demonstration`)
  await page
    .locator('form + p', { hasText: who })
    .first()
    .locator('xpath=preceding-sibling::form[1]//button')
    .click()
  await page.waitForLoadState()
  return page
}

async function shoot(page, path, name) {
  await page.goto(base + path)
  await page.screenshot({ path: join(folder, `${name}.png`) })
  process.stdout.write(`docs/screenshots/${name}.png\n`)
}

/** The newest notice of the village, also when it has left the board. */
async function newestNotice() {
  for (const older of [false, true]) {
    const input = encodeURIComponent(JSON.stringify({ tenantCode: village, older }))
    const answer = await (await fetch(`${base}/api/v1/queries/notices.list?input=${input}`)).json()
    const found = answer.value.notices.find((one) => one.kind === 'star_result')
    if (found) return found.id
  }
  throw new Error('The demonstration has no notice of a result.')
}

const phone = { width: 360, language: 'zh-CN' }
const villager = await visit(/001.户/, phone)
await shoot(villager, '/home', 'home-360-zh')
await villager.locator('a[href^="/score/"]').first().click()
await villager.waitForLoadState()
await shoot(villager, new URL(villager.url()).pathname, 'why-360-zh')
const notice = `/v/${village}/notices/${await newestNotice()}`
await shoot(await visit(null, phone), notice, 'notice-360-zh')
await shoot(await visit(null, { ...phone, width: 1280 }), `${notice}/sheet`, 'sheet-1280-zh')
await shoot(await visit('记分员', { ...phone, width: 1280 }), '/office/verify', 'verify-1280-zh')
const official = await visit('County official', { width: 1280, language: 'en' })
await shoot(official, '/office/overview/231282000000', 'overview-1280-en')
await browser.close()
