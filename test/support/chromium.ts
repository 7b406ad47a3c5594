import type { Browser, BrowserContext, Page } from 'playwright-core'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
]

/** A real Chromium: the one named by `CHROMIUM_PATH`, or the one that comes with the packages. */
export async function launchChromium(): Promise<Browser> {
  const { chromium } = await import('playwright-core')
  const named = process.env.CHROMIUM_PATH
  const packed = async () => (await import('@sparticuz/chromium')).default.executablePath()
  return chromium.launch({ executablePath: named ?? (await packed()), args: flags })
}

export interface Reader {
  readonly locale: 'zh-CN' | 'en'
  readonly width: 360 | 1280
  readonly script: boolean
}

/** One person at one device, and what their browser complained about. */
export interface Seat {
  readonly page: Page
  readonly context: BrowserContext
  readonly origin: string
  /** Errors of the console, refusals of the content policy, broken requests. */
  readonly complaints: readonly string[]
}

const heights = { 360: 740, 1280: 900 } as const

export async function sit(browser: Browser, origin: string, reader: Reader): Promise<Seat> {
  const { locale, width, script } = reader
  const context = await browser.newContext({
    baseURL: origin,
    locale,
    viewport: { width, height: heights[width] },
    javaScriptEnabled: script,
  })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() !== 'error') return
    complaints.push(`${page.url().slice(origin.length)}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  page.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.url()}: ${response.status()}`)
  })
  return { page, context, origin, complaints }
}

/** How far the page can be pushed sideways; nothing, where everything fits. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
}
