import type { SettingKey } from '#settings/catalogue.ts'
import { deciders } from '#settings/model.ts'
import { namesOf } from '../../names.ts'
import { keepAt } from '../../tenant.ts'
import { decide } from '../actions.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, parent, params, url }) => {
  const { tenantCode, posts } = await parent()
  const key = params.key as SettingKey
  return {
    setting: await locals.ask('settings.one', { tenantCode, key }),
    names: namesOf(await locals.ask('places.place', { code: tenantCode })),
    at: keepAt(url, tenantCode),
    mayDecide: posts.some((post) => deciders.includes(post)),
    today: locals.reader.today,
  }
}

export const actions: Actions = { default: decide }
