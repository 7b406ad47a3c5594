import audit from '#audit/module.ts'
import compact from '#compact/module.ts'
import { type Version, versionById } from '#compact/queries.ts'
import settings from '#settings/module.ts'
import { openTestApp, type TestApp } from './app.ts'
import { place } from './village.ts'

/** The house with rule books and what they rest on, and short ways to draft and look. */
export interface Drafting extends TestApp {
  /** Sends `compact.…` to the village; answers the value, or the refusal's code. */
  act(
    who: string,
    verb: string,
    input: object,
    id?: string,
  ): Promise<Record<string, string> | string>
  /** A fresh draft by the scorekeeper; answers its id. */
  drafted(input?: object): Promise<string>
  found(versionId: string): Promise<Version>
}

export async function openDrafting(): Promise<Drafting> {
  const house = await openTestApp({ modules: [audit, settings, compact] })
  const tenantCode = place.village
  const act: Drafting['act'] = async (who, verb, input, id) => {
    const done = await house.send(who, `compact.${verb}`, { tenantCode, ...input }, id)
    return done.ok ? (done.value as Record<string, string>) : done.code
  }
  return {
    ...house,
    act,
    drafted: async (input = { templateKey: 'star_household' }) => {
      const done = await act('scorekeeper', 'draft', input)
      if (typeof done === 'string') throw new Error(done)
      return done.versionId!
    },
    found: async (versionId) => {
      const version = await versionById(house.app.kernel.database.kysely, tenantCode, versionId)
      if (!version) throw new Error(`There is no version ${versionId}.`)
      return version
    },
  }
}

/** A clause as a form tells it. */
export const clause = {
  ...{ aspectKey: 'volunteering', clause: '11.3', minPoints: 1, maxPoints: 2, capPoints: 4 },
  ...{ title: { zh: '帮扫学校', en: '' }, description: { zh: '开学前帮忙打扫学校。', en: '' } },
  ...{ evidence: 'photo', verifier: 'scorekeeper', declaredBy: { villager: true } },
}

/** A resolution that carries, for the first day of the next quarter. */
export const adoption = {
  ...{ effectiveFrom: '2027-01-01', body: 'villagers_assembly', heldOn: '2026-11-20' },
  ...{ reference: '2026-4', entitled: 30, present: 20, agreed: 18 },
}
