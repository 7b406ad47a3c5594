import { type RequestEvent, redirect } from '@sveltejs/kit'
import type { CaseView } from '#appeals/model.ts'
import * as m from '#paraglide/messages.js'
import { day, points } from '#ui/format.ts'
import type { Option } from '#ui/shapes.ts'

type Event = Pick<RequestEvent, 'locals' | 'url'> & { params: { id: string } }

const drawing = ['supervision_chair', 'township_official', 'county_official']

/** A case as its page shows it; a township reads it in the village it belongs to. */
export async function loadCase(
  event: Event,
  office: { tenantCode: string; posts: readonly string[] },
) {
  const tenantCode = event.url.searchParams.get('village') ?? office.tenantCode
  const view = await event.locals.ask('appeals.one', { tenantCode, appealId: event.params.id })
  return {
    view,
    deeds: await deedChoices(event, view),
    mayDraw: office.posts.some((post) => drawing.includes(post)),
    listHref: `/office/appeals?at=${office.tenantCode}`,
    /** Kept on forms, so that a refused one comes back to the same case. */
    stay: `&at=${office.tenantCode}&village=${tenantCode}`,
    done: event.url.searchParams.get('done'),
  }
}

/** The same page again, saying what was done. */
export function told(url: URL, done: string): never {
  const query = new URLSearchParams(url.search)
  for (const key of [...query.keys()]) if (key.startsWith('/')) query.delete(key)
  query.set('done', done)
  redirect(303, `${url.pathname}?${query}`)
}

const decided = ['approved', 'refused']

/** The deeds of the household that an upheld objection could put right, as choices. */
async function deedChoices(
  { locals }: Pick<RequestEvent, 'locals'>,
  { appeal, role }: CaseView,
): Promise<Option[]> {
  const { tenantCode, householdId, subjectKind, subjectId, state } = appeal
  if (role !== 'reviewer' || state !== 'open' || !householdId) return []
  // A purchase is taken back as a whole, and a dividend line has remedies of its own.
  if (subjectKind === 'shop.redemption' || subjectKind === 'dividends.line') return []
  const { lines } = await locals.ask('points.household', { tenantCode, householdId, limit: 200 })
  const deeds = lines.filter((deed) => decided.includes(deed.state))
  const offered = subjectKind === 'points.deed' ? deeds.filter((d) => d.id === subjectId) : deeds
  const locale = locals.reader.locale
  return offered.map((deed) => {
    const title = deed.item?.title[locale === 'en' ? 'en' : 'zh'] ?? deed.note
    const value = points(deed.negative ? -deed.valueHundredths : deed.valueHundredths, {
      locale,
      signed: true,
    })
    const word =
      deed.state === 'approved'
        ? m.appeals_change_state_approved()
        : m.appeals_change_state_refused()
    return {
      value: deed.id,
      label: [title, day(deed.happenedOn, { locale }), value, word].join(' · '),
    }
  })
}

/** Points are typed by people and kept in hundredths. */
export function withHundredths(form: FormData): FormData {
  const typed = String(form.get('remedyPoints') ?? '')
    .normalize('NFKC')
    .trim()
  if (/^\d+(\.\d{1,2})?$/.test(typed)) {
    form.set('remedy.valueHundredths', String(Math.round(Number(typed) * 100)))
  } else if (typed !== '') form.set('remedy.valueHundredths', typed)
  return form
}
