import type { RuleItem } from '#compact/model.ts'
import { addDays } from '#kernel/clock.ts'
import { instantAt, type Quarter } from './calendar.ts'
import { type OfficeAbove, signIn } from './offices-above.ts'
import { headOf, isAdultOn } from './population.ts'
import { as, holder, type Telling } from './village-state.ts'

/** What Yongfeng asked its villagers about; the third clause was changed by what they said. */
const first = [
  [
    '爱国爱村，遵纪守法，遇事商量着办。',
    'We keep the law, care for the village and talk things over.',
  ],
  [
    '门前屋后自己扫，垃圾投到收集点。',
    'Each household sweeps before its door and takes rubbish to the point.',
  ],
  ['村道上不堆放杂物。', 'Nothing is piled up on village roads.'],
  [
    '秸秆离田或者还田，不在地里焚烧。',
    'Straw is taken away or ploughed in, not burnt in the field.',
  ],
  [
    '孝敬老人，爱护孩子，邻里互相帮忙。',
    'We honour the old, care for children and help our neighbours.',
  ],
  [
    '红白事从简，礼金倡议不超过二百元，全凭自愿。',
    'Feasts are kept simple; gifts of money under 200 yuan are suggested, freely.',
  ],
  [
    '有了纠纷先找调解员，不动手，不骂人。',
    'In a quarrel we go to the mediator first, without blows or insults.',
  ],
  [
    '勤种地，学手艺，多读书；说话算数，公家的东西好借好还。',
    'We work our fields, learn and read; we keep our word and return what is lent.',
  ],
  [
    '修路清沟、植树护绿、防火防汛、急难险事，自愿搭把手。',
    'We lend a hand, freely, with roads, ditches, trees, fire and flood watch and in need.',
  ],
  [
    '违反约定的，先提醒、劝说，帮助改正。',
    'Whoever breaks what was agreed is reminded, talked to and helped.',
  ],
] as const
const changed: readonly (readonly [string, string])[] = first.map((clause, at) =>
  at === 2
    ? [
        '村道上不堆放杂物；农忙时临时晾晒，留出车道。',
        'Nothing is piled up on village roads; grain may dry there at harvest, with a lane left free.',
      ]
    : clause,
)

const typed = (clauses: readonly (readonly [string, string])[]) => ({
  title: { zh: '永丰村村规民约', en: 'Village rules of Yongfeng' },
  textZh: clauses.map(([zh]) => zh).join('\n'),
  textEn: clauses.map(([, en]) => en).join('\n'),
})

/** Which clause each aspect of the rule book rests on, and the items that rest on another one. */
const rests: Readonly<Record<string, number>> = {
  ...{ industry: 8, elder_care: 5, honesty: 8, hygiene: 2, neighbours: 5, customs: 6 },
  ...{ common_property: 9, safety: 9, learning: 8, ecology: 9, volunteering: 9, public_works: 9 },
  ...{ deliberation: 1, quarrel_settled: 7, road_blocked: 3, straw_collected: 4, fraud_warned: 1 },
}

/** The clause of Yongfeng's village rules that an item of the rule book rests on. */
export const clauseFor = (item: Pick<RuleItem, 'key' | 'aspectKey'>): number =>
  rests[item.key] ?? rests[item.aspectKey]!

/**
 * Village rules are drafted, commented on, reviewed, resolved and filed before the first quarter;
 * answers them, with their id once they are written.
 */
export function adoptVillageRules(
  telling: Telling,
  of: { first: Quarter; township: OfficeAbove },
): Rules {
  const { door, timeline, village } = telling
  const { tenantCode } = village
  const rules = { tenantCode, rulesId: '' }
  const on = (days: number, time: string, work: () => Promise<unknown>) =>
    timeline.at(instantAt(addDays(of.first.startsOn, days), time), work)
  const comment = { commentId: '' }
  on(-27, '09:30', async () => {
    const director = await as(telling, holder(village, 'director'))
    const written = await door.act(director, 'compact.write_village_rules', {
      ...{ tenantCode, ...typed(first) },
    })
    rules.rulesId = written.rulesId
    const endsOn = addDays(of.first.startsOn, -19)
    await door.act(director, 'compact.consult_on_rules', { ...rules, endsOn })
  })
  on(-24, '19:10', async () => {
    const villager = await as(telling, headOf(village.houses[10]!))
    const said = { clause: 3, body: '农忙时院里晾不下，能不能留条车道临时晾一晾？' }
    const done = await door.act(villager, 'compact.comment_on_rules', { ...rules, ...said })
    comment.commentId = done.commentId
  })
  on(-18, '09:30', () => finishText(telling, rules, comment))
  on(-15, '10:30', async () => {
    const official = await signIn(door, of.township.officials[1]!)
    const review = { verdict: 'passed', basis: '《村民委员会组织法》第二十七条（演示）' } as const
    await door.act(official, 'compact.review_rules', { ...rules, ...review })
  })
  on(-12, '16:30', () => resolve(telling, rules, of.first))
  on(-8, '10:30', async () => {
    const official = await signIn(door, of.township.officials[1]!)
    const filedOn = addDays(of.first.startsOn, -8)
    const filing = { filingNumber: `村规备〔${filedOn.slice(0, 4)}〕1 号（演示）`, filedOn }
    await door.act(official, 'compact.file_rules', { ...rules, ...filing })
  })
  return rules
}

export interface Rules {
  readonly tenantCode: string
  readonly rulesId: string
}

/** The comment is taken up, the text changed by it, and the warning explained. */
async function finishText(telling: Telling, rules: Rules, comment: { commentId: string }) {
  const { door, village } = telling
  const director = await as(telling, holder(village, 'director'))
  const answer = { takenUp: 'yes', reason: '说得在理，第三条加上了农忙时的办法。' } as const
  await door.act(director, 'compact.answer_comment', { ...rules, ...comment, ...answer })
  await door.act(director, 'compact.write_village_rules', { ...rules, ...typed(changed) })
  const reason = '只是倡议，全凭自愿，不查、不公布、不和积分挂钩。'
  const reasons = [{ clause: 6, code: 'bride_price_limit', reason }]
  await door.act(director, 'compact.ask_rules_review', { ...rules, reasons })
}

async function resolve(telling: Telling, rules: Rules, quarter: Quarter) {
  const { door, village } = telling
  const director = await as(telling, holder(village, 'director'))
  const heldOn = addDays(quarter.startsOn, -13)
  const members = village.houses.flatMap((house) => house.members)
  const entitled = members.filter((one) => isAdultOn(one, heldOn)).length
  const present = Math.ceil(entitled * 0.58)
  await door.act(director, 'compact.adopt_village_rules', {
    ...{ ...rules, heldOn, entitled, present, agreed: present - 3 },
    ...{ body: 'villagers_assembly', effectiveFrom: quarter.startsOn },
    reference: `村民会议〔${heldOn.slice(0, 4)}〕第 3 号决议（演示）`,
  })
}
