import type { RuleBookTemplate, RuleItem } from '../model.ts'
import { aspect, bands, deduction, deeds, say } from './deed.ts'

const items: readonly RuleItem[] = [
  ...deeds('labour', [
    {
      clause: '1.1',
      key: 'road_built',
      title: ['修路架桥出一天工', 'A day on road or bridge'],
      about: [
        '自愿参加村民会议定下的修路、架桥、修渠一天。',
        'A day, freely given, on road, bridge or canal works the assembly agreed.',
      ],
      points: [3, 5],
      cap: 20,
      evidence: 'record',
      byAbility: [
        '年老、残疾的家庭烧水、做饭、记工一天，同样计分；在外的可以回村时补做。',
        'Water, meals or the work list for a day count the same; people away may make it up when home.',
      ],
    },
    {
      clause: '1.2',
      key: 'canal_cleared',
      title: ['清淤清渠', 'Canals cleared'],
      about: ['自愿参加清淤、清渠、除草半天。', 'Half a day clearing canals or weeds.'],
      points: 2,
      cap: 10,
      evidence: 'record',
      byAbility: ['看护工具、送饭，同样计分。', 'Minding tools or bringing meals counts the same.'],
    },
    {
      clause: '1.3',
      key: 'upkeep_promised',
      title: ['管护一处公共设施', 'Upkeep of one facility'],
      about: [
        '认领路灯、泵站、公厕、凉亭之一，管护一年。',
        'Adopts a lamp row, pump, public toilet or pavilion for the year.',
      ],
      points: [4, 8],
      cap: 8,
      evidence: 'record',
    },
  ]),
  ...deeds('resources', [
    {
      clause: '2.1',
      key: 'ground_shared',
      title: ['自愿为公共项目让地', 'Ground freely shared'],
      about: [
        '自愿签约，把边角地、林下地借给公共项目用，约期满了归还，权属不变。',
        'By a signed and free agreement lends a corner of land for a public project, returned at the end, ownership unchanged.',
      ],
      points: [3, 6],
      cap: 9,
      evidence: 'record',
    },
    {
      clause: '2.2',
      key: 'machine_shared',
      title: ['义务出车出机具', 'Vehicles and machines shared'],
      about: [
        '为公益项目义务出车、出机具一天。',
        'A vehicle or machine for a day of public works.',
      ],
      points: 3,
      cap: 9,
      evidence: 'record',
    },
  ]),
  ...deeds('watch', [
    {
      clause: '3.1',
      key: 'night_patrol',
      title: ['夜间巡逻一班', 'A night patrol'],
      about: ['自愿参加夜间巡逻一班。', 'One shift of night patrol, freely taken.'],
      points: 2,
      cap: 12,
      evidence: 'record',
      byAbility: ['行动不便的负责电话联络，同样计分。', 'Telephone duty counts the same.'],
    },
    {
      clause: '3.2',
      key: 'flood_fire_duty',
      title: ['防火防汛值守', 'Fire and flood duty'],
      about: [
        '防火期、汛期值守一班，或者参加抢险。',
        'A shift in the fire or flood season, or help in an emergency.',
      ],
      points: [3, 5],
      cap: 15,
      evidence: 'record',
    },
  ]),
  ...deeds('environment', [
    {
      clause: '4.1',
      key: 'front_kept',
      title: ['门前三包做得好', 'Frontage kept'],
      about: [
        '门前卫生、绿化、秩序每月看一次，做得好。',
        'Cleanliness, green and order before the door, looked at monthly.',
      ],
      points: 1,
      cap: 12,
      evidence: 'photo',
      byAbility: [
        '年老、残疾的家庭可以和志愿者一起做，同样计分。',
        'Old or disabled households may do it with volunteers.',
      ],
    },
    {
      clause: '4.2',
      key: 'straw_used',
      title: ['秸秆综合利用', 'Straw put to use'],
      about: ['秸秆还田、打捆或者作饲料，没有焚烧。', 'Straw worked in, baled or fed, none burnt.'],
      points: 4,
      cap: 8,
      evidence: 'photo',
    },
  ]),
  deduction('environment', {
    clause: '4.3',
    key: 'straw_burnt',
    title: ['露天焚烧秸秆', 'Straw burnt in the open'],
    about: [
      '经两次上门提醒后仍在露天焚烧秸秆的，由网格员记录，扣分前先听本人说明。是否违法由执法机关另行认定，村里不罚款。',
      'Straw burnt in the open after two visits; recorded by a grid worker, the person is heard first. Whether it breaks the law is for the authorities; the village fines nobody.',
    ],
    points: 5,
    cap: 5,
    basis: [
      '村规民约“防火与秸秆”一章，由村民会议通过。',
      'Chapter on fire and straw of the village rules, adopted by the villagers’ assembly.',
    ],
  }),
  ...deeds('virtue', [
    {
      clause: '5.1',
      key: 'good_example',
      title: ['孝老敬亲、和睦一家', 'A kind household'],
      about: [
        '孝敬老人、夫妻和睦、教育好孩子，邻里公认。',
        'Kind to the old, at peace and careful of the children, as neighbours agree.',
      ],
      points: [2, 4],
      cap: 4,
    },
    {
      clause: '5.2',
      key: 'dispute_settled',
      title: ['劝和纠纷', 'A dispute settled'],
      about: ['劝和邻里纠纷，双方认可。', 'Settles a dispute to both sides’ satisfaction.'],
      points: 3,
      cap: 9,
    },
    {
      clause: '5.3',
      key: 'good_deed',
      title: ['拾金不昧、见义勇为', 'Honest and brave'],
      about: [
        '拾金不昧、见义勇为、救急救难。',
        'Returns what is found, steps in bravely, helps in need.',
      ],
      points: [2, 5],
      cap: 10,
    },
  ]),
  ...deeds('know_how', [
    {
      clause: '6.1',
      key: 'technique_taught',
      title: ['传技术、带一户', 'A household taught a technique'],
      about: [
        '把种养技术教给一户，对方认可。',
        'Teaches a household to grow or breed something; they say so.',
      ],
      points: 3,
      cap: 9,
    },
    {
      clause: '6.2',
      key: 'guests_guided',
      title: ['义务讲解、接待', 'Guiding visitors'],
      about: ['为来村参观学习的人义务讲解。', 'Guides visitors without pay.'],
      points: 1,
      cap: 6,
      byAbility: ['录一段讲解语音也计分。', 'A recorded guide counts.'],
    },
  ]),
  ...deeds('oversight', [
    {
      clause: '7.1',
      key: 'proposal_taken',
      title: ['建议被采用', 'A proposal taken up'],
      about: ['提出建议，经会议讨论后采用。', 'A proposal that a meeting takes up.'],
      points: 2,
      cap: 6,
      evidence: 'record',
    },
    {
      clause: '7.2',
      key: 'accounts_checked',
      title: ['参加理财监督', 'Checking the accounts'],
      about: ['受推选参加工程验收、账目核对。', 'Chosen to check works or accounts.'],
      points: 2,
      cap: 6,
      evidence: 'record',
    },
  ]),
]

export const publicWorks: RuleBookTemplate = {
  key: 'public_works',
  source: {
    text: say([
      '参照湖南油溪桥村和四川徐塘村公开报道的做法：出工、让地、守约、互助都计分，一年一结。去掉了其中不合法的内容：不罚款、不取消资格、不把积分当股份分红。',
      'After the published practice of Youxiqiao, Hunan, and Xutang, Sichuan: work, land lent, promises kept and help given are scored, once a year. Their unlawful parts are left out: no fines, no exclusion, no points in place of shares.',
    ]),
    url: 'rwcmw.cn/index/article/articleDetail?id=8246',
  },
  content: {
    title: say(['出工出力积分办法', 'Points for work and public works']),
    about: say([
      '以户为单位，一年一结。出工一律自愿，年老、残疾、在外的家庭有同等的参加办法。',
      'By household, once a year. All work is voluntary, and old, disabled and absent households have equal ways to take part.',
    ]),
    unit: 'household',
    reckoning: 'household_total',
    cycle: 'year',
    bands: bands([1, 60], [2, 70], [3, 80], [4, 90], [5, 100]),
    bandsVerified: false,
    minimumHundredths: 6000,
    aspects: [
      aspect('labour', ['公益出工', 'Work for the village'], { part: 'base', max: 30 }),
      aspect('resources', ['让地与机具', 'Land and machines lent'], { part: 'base', max: 15 }),
      aspect('watch', ['平安守护', 'Keeping watch'], { part: 'base', max: 20 }),
      aspect('environment', ['环境维护', 'Environment'], { part: 'base', max: 20 }),
      aspect('virtue', ['家风邻里', 'Family and neighbours'], { part: 'base', max: 15 }),
      aspect('know_how', ['技术带动', 'Know-how shared'], { part: 'contribution', max: 12 }),
      aspect('oversight', ['议事监督', 'Deliberation and oversight'], {
        part: 'contribution',
        max: 8,
      }),
    ],
    items: [...items],
  },
}
