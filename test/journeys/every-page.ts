import { describe, expect, it } from 'vitest'
import { type Reader, type Seat, sideways } from '#test/chromium.ts'
import { graveFaults } from '#test/grave-faults.ts'
import { become, county, desk, type Stage, takeSeat, village } from './stage.ts'

interface Visitor {
  readonly who: string
  readonly words: string | null
  readonly place?: string
  readonly paths: readonly string[]
  /** Looked at on a phone only: the same parts stand on other pages. */
  readonly phone?: readonly string[]
}

const visitors: readonly Visitor[] = [
  {
    who: 'nobody',
    words: null,
    paths: [
      '/',
      `/v/${village}/notices`,
      `/v/${village}/scoring`,
      `follow:/v/${village}/notices main a[href^="/v/${village}/notices/"]`,
    ],
    phone: [
      '/sign-in',
      '/sign-in/phone',
      '/demonstration',
      '/places',
      `/v/${village}`,
      `/v/${village}/village-rules`,
      `/v/${village}/stars`,
      `/v/${village}/shop`,
      `/v/${village}/sampling`,
      '/n',
      '/letters/check',
      '/api',
    ],
  },
  {
    who: 'a villager',
    words: '村民 · 003 户',
    paths: [
      '/home',
      'follow:/home main a[href^="/score/"]',
      '/declare',
      '/declare?item=training_used',
      '/me',
    ],
    phone: [
      '/score',
      '/score/statement',
      '/deeds',
      'follow:/deeds main a[href^="/deeds/"]',
      '/messages',
      '/appeals',
      '/help',
      '/me/looks',
      '/me/channels',
      '/me/letters',
      '/me/letters/new',
      '/village-rules',
      '/rules-trial',
      '/score/plate',
      '/shop',
      '/account',
    ],
  },
  {
    who: 'a grid worker',
    words: '网格员',
    paths: ['/office', '/office/verify'],
    phone: ['/office/round', '/office/negative', '/office/telling', '/office/telling/slips'],
  },
  {
    who: 'the secretary',
    words: '党支部书记',
    paths: [
      '/office/close',
      'follow:/office/close main a[href^="/office/close/"]',
      '/office/organisations',
    ],
    phone: [
      ...['/office/notices', '/office/households', '/office/roster', '/office/settings'],
      ...['/office/divisions', '/office/village-rules', '/office/lenders', '/office/shop'],
      'follow:/office/rules main a[href^="/office/rules/"]',
    ],
  },
  {
    who: 'the chair of supervision',
    words: '监督委员会主任',
    paths: ['/office/appeals', '/office/oversight'],
    phone: ['/office/oversight/silent', '/asked'],
  },
  {
    who: 'the county',
    words: '县级工作人员',
    place: county,
    paths: ['/office', '/office/overview'],
  },
  {
    who: 'an administrator above a village',
    words: '县级管理员',
    place: county,
    paths: ['/office/places', `/office/places/${village}`],
    phone: [
      '/office/places/import',
      `/office/organisations?at=${village}`,
      `/office/organisations/official?at=${village}`,
      `/office/households?at=${village}`,
    ],
  },
]

/** No page hinders anybody, pushes sideways on a phone, or makes the browser complain. */
export function everyPage(stage: Stage): void {
  describe.each([360, 1280] as const)('every page at %i px', (width) => {
    it.each(visitors)('is sound for $who', async (visitor) => {
      const reader: Reader = { ...desk, width }
      const seat = await takeSeat(stage, reader)
      if (visitor.words) {
        await become(seat, visitor.words, visitor.place ? { place: visitor.place } : {})
      }
      const faults: string[] = []
      const paths = [...visitor.paths, ...(width === 360 ? (visitor.phone ?? []) : [])]
      for (const path of paths) faults.push(...(await faultsOf(seat, path)))
      expect([...faults, ...seat.complaints]).toEqual([])
    })
  })
}

async function faultsOf(seat: Seat, path: string): Promise<string[]> {
  const { page, origin } = seat
  const status = await openPath(seat, path)
  const at = page.url().slice(origin.length)
  const pushed = await sideways(page)
  const grave = await graveFaults(page)
  return [
    ...(status === 200 ? [] : [`${at}: answers ${status}`]),
    ...(pushed > 0 ? [`${at}: ${pushed} px too wide`] : []),
    ...grave.map((fault) => `${at}: ${fault}`),
  ]
}

/** Opens an address, or follows the first link of a kind on a page. */
export async function openPath({ page }: Seat, path: string): Promise<number> {
  if (!path.startsWith('follow:')) return (await page.goto(path))?.status() ?? 0
  const [, from, links] = /^follow:(\S+) (.+)$/.exec(path)!
  await page.goto(from!)
  const href = await page.locator(links!).first().getAttribute('href')
  return (await page.goto(href!))?.status() ?? 0
}
