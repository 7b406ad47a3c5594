import type { RuleBookTemplate, RuleItem } from '../model.ts'
import { aspect, bands, deeds, say } from './deed.ts'
import { lentHours } from './hours-table.ts'
import { commons } from './star-household-commons.ts'
import { living } from './star-household-living.ts'

const base = { part: 'base', max: 10 } as const

const contribution: readonly RuleItem[] = [
  ...deeds('volunteering', [
    {
      clause: '11.1',
      key: 'volunteered',
      title: ['志愿服务半天', 'Half a day of volunteering'],
      about: ['参加村里志愿服务队的活动半天。', 'Half a day with the village volunteers.'],
      points: [1, 2],
      cap: 6,
      evidence: 'record',
      byAbility: [
        '在家做手工、接听求助电话、在线上帮忙，同样计分。',
        'Crafts at home, a help line or help online count the same.',
      ],
    },
    {
      clause: '11.2',
      key: 'emergency_helped',
      title: ['急难险事伸把手', 'Help in an emergency'],
      about: [
        '抢险、灭火、寻人、送医时伸手相助。',
        'Helps in a flood, a fire, a search or a rush to hospital.',
      ],
      points: 3,
      cap: 6,
    },
  ]),
  ...deeds('public_works', [
    {
      clause: '12.1',
      key: 'works_joined',
      title: ['参加修路、清沟、植树', 'Roads, ditches and trees'],
      about: [
        '自愿参加村民会议定下的公益项目半天。',
        'Half a day, freely given, on works the villagers’ assembly agreed.',
      ],
      points: 2,
      cap: 6,
      evidence: 'record',
      byAbility: [
        '烧水、做饭、记工、看护工具，同样计分。',
        'Water, meals, the work list or minding tools count the same.',
      ],
    },
    {
      clause: '12.2',
      key: 'machine_lent',
      title: ['义务出机具、出技术', 'Machines and skill lent'],
      about: [
        '为公益项目义务出车、出机具或者出技术。',
        'Lends a vehicle, a machine or a skill to public works.',
      ],
      points: [1, 2],
      cap: 4,
      table: lentHours,
      byAbility: [
        '年纪大、身体不便、常年在外的，出一份力就按半天计分。',
        'Whoever is old, frail or away and does what they can has the points of half a day.',
      ],
    },
  ]),
  ...deeds('deliberation', [
    {
      clause: '13.1',
      key: 'proposal_adopted',
      title: ['好建议被采用', 'A proposal adopted'],
      about: ['向村里提出建议，经会议讨论后采用。', 'A proposal that a meeting takes up.'],
      points: 2,
      cap: 4,
      evidence: 'record',
    },
    {
      clause: '13.2',
      key: 'meeting_joined',
      title: ['参加村民小组会议', 'Taking part in a group meeting'],
      about: [
        '参加村民小组会议或议事会，赞成反对都一样计分。',
        'Takes part in a group meeting or council; for or against counts the same.',
      ],
      points: 1,
      cap: 4,
      evidence: 'record',
      byAbility: [
        '电话参会、委托家人带话，同样计分。',
        'By telephone or through family counts the same.',
      ],
    },
  ]),
]

export const starHousehold: RuleBookTemplate = {
  key: 'star_household',
  source: {
    text: say([
      '参照黑龙江省八名村公开报道的做法：基础分十项一百分，贡献分三项二十分，按季清零，六十分以上评星。各项目和分值由我们拟写。',
      'After the published practice of Bamíng village, Heilongjiang: ten base aspects of 100 points, three contribution aspects of 20, cleared every quarter, stars from 60. Items and values are ours.',
    ]),
    url: 'tcdy.org.cn/show-107460.html',
  },
  content: {
    title: say(['星级文明户积分办法', 'Points for star households']),
    about: say([
      '以户为单位，每季度从零开始。基础分十项共一百分，贡献分三项共二十分，满六十分评一至五星。星级界线请村民会议核定。',
      'By household, from zero each quarter. Ten base aspects make 100 points, three contribution aspects 20; from 60 points one to five stars. The villagers’ assembly should confirm the boundaries.',
    ]),
    unit: 'household',
    reckoning: 'household_total',
    cycle: 'quarter',
    bands: bands([1, 60], [2, 70], [3, 80], [4, 90], [5, 100]),
    bandsVerified: false,
    minimumHundredths: 6000,
    aspects: [
      aspect('industry', ['勤劳持家', 'Industry'], base),
      aspect('elder_care', ['孝老爱幼', 'Care for old and young'], base),
      aspect('honesty', ['诚实守信', 'Honesty'], base),
      aspect('hygiene', ['清洁卫生', 'Cleanliness'], base),
      aspect('neighbours', ['邻里和睦', 'Good neighbours'], base),
      aspect('customs', ['移风易俗', 'Simple customs'], base),
      aspect('common_property', ['爱护公物', 'Common property'], base),
      aspect('safety', ['平安守约', 'Safety'], base),
      aspect('learning', ['学习进步', 'Learning'], base),
      aspect('ecology', ['爱绿护水', 'Trees and water'], base),
      aspect('volunteering', ['志愿服务', 'Volunteering'], { part: 'contribution', max: 8 }),
      aspect('public_works', ['公益建设', 'Public works'], { part: 'contribution', max: 6 }),
      aspect('deliberation', ['议事建言', 'Deliberation'], { part: 'contribution', max: 6 }),
    ],
    items: [...living, ...commons, ...contribution],
  },
}
