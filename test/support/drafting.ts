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

/** Village rules that went the whole way, in force from 5 December 2026 on; answers their id. */
export async function filedVillageRules(
  { act, clock }: Pick<Drafting, 'act' | 'clock'>,
  textZh = '爱护村道，门前不堆杂物。\n红白事从简，互相帮忙。',
): Promise<string> {
  const must = async (who: string, verb: string, input: object) => {
    const done = await act(who, verb, input)
    if (typeof done === 'string') throw new Error(`${verb}: ${done}`)
    return done.rulesId!
  }
  const title = { zh: '永丰村村规民约' }
  const rulesId = await must('scorekeeper', 'write_village_rules', { title, textZh })
  await must('director', 'consult_on_rules', { rulesId, endsOn: '2026-11-29' })
  clock.set('2026-11-30T02:00:00Z')
  await must('director', 'ask_rules_review', { rulesId })
  const review = { verdict: 'passed', basis: '《村民委员会组织法》第二十七条' }
  await must('township_official', 'review_rules', { rulesId, ...review })
  const resolution = { ...adoption, heldOn: '2026-11-30', effectiveFrom: '2026-12-05' }
  await must('director', 'adopt_village_rules', { rulesId, ...resolution })
  clock.set('2026-12-02T02:00:00Z')
  const filing = { filingNumber: '昌五镇备〔2026〕3 号', filedOn: '2026-12-01' }
  return must('township_official', 'file_rules', { rulesId, ...filing })
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
