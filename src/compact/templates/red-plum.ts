import type { RuleBookTemplate, RuleItem } from '../model.ts'
import { aspect, bands, deduction, deeds, say } from './deed.ts'

const items: readonly RuleItem[] = [
  ...deeds('surroundings', [
    {
      clause: '1.1',
      key: 'lane_clean',
      title: ['门前巷道干净', 'Clean lane'],
      about: [
        '门前和屋后巷道没有垃圾、杂草、污水，每月看两次。',
        'No litter, weeds or waste water in the lane; looked at twice a month.',
      ],
      points: [1, 3],
      cap: 15,
      evidence: 'photo',
      byAbility: [
        '年老、残疾的家庭可以和志愿者一起做，同样计分。',
        'Old or disabled households may do it with volunteers.',
      ],
    },
    {
      clause: '1.2',
      key: 'waste_kept_apart',
      title: ['垃圾分类准', 'Waste sorted right'],
      about: [
        '垃圾分类准确、按点投放，每月看一次。',
        'Waste sorted right and put out in its place; looked at monthly.',
      ],
      points: [1, 3],
      cap: 9,
      evidence: 'record',
    },
    {
      clause: '1.3',
      key: 'stream_kept',
      title: ['护河护塘', 'Streams and ponds kept'],
      about: [
        '清理门前河、塘、沟里的漂浮物。',
        'Clears floating litter from stream, pond or ditch.',
      ],
      points: 1,
      cap: 5,
    },
  ]),
  deduction('surroundings', {
    clause: '1.4',
    key: 'clutter_left',
    title: ['乱堆乱放经提醒不整理', 'Clutter left after a reminder'],
    about: [
      '在公共地方乱堆乱放，网格员提醒一周后仍未整理的，扣分前先听本人说明。',
      'Clutter on public ground still there a week after a reminder; the person is heard first.',
    ],
    points: 1,
    cap: 3,
    basis: [
      '村规民约“环境整治”一章，由村民会议通过。',
      'Chapter on surroundings of the village rules, adopted by the villagers’ assembly.',
    ],
  }),
  ...deeds('courtyard', [
    {
      clause: '2.1',
      key: 'courtyard_ordered',
      title: ['庭院有序', 'Ordered courtyard'],
      about: [
        '农具、柴草、衣物摆放有序，每月看一次。',
        'Tools, wood and washing in order; looked at monthly.',
      ],
      points: [2, 4],
      cap: 12,
      evidence: 'photo',
    },
    {
      clause: '2.2',
      key: 'courtyard_green',
      title: ['庭院有花有绿', 'Green courtyard'],
      about: [
        '院里种花、种菜、栽果树，长势好。',
        'Flowers, vegetables or fruit trees that thrive.',
      ],
      points: [2, 4],
      cap: 8,
      evidence: 'photo',
      byAbility: ['窗台一盆花也算。', 'A pot on the sill counts.'],
    },
    {
      clause: '2.3',
      key: 'house_clean',
      title: ['屋里清爽', 'Clean rooms'],
      about: [
        '自愿请评议员进屋看，厨房、厕所干净。',
        'By invitation only: kitchen and toilet are clean.',
      ],
      points: [2, 4],
      cap: 8,
    },
  ]),
  ...deeds('kin_neighbours', [
    {
      clause: '3.1',
      key: 'family_peace',
      title: ['家庭和睦', 'A peaceful home'],
      about: [
        '尊老爱幼、有事商量，邻里公认。',
        'Respect for old and young, things talked over, as neighbours agree.',
      ],
      points: [2, 6],
      cap: 6,
    },
    {
      clause: '3.2',
      key: 'neighbour_aided',
      title: ['邻里相帮', 'Neighbours aided'],
      about: [
        '帮邻居看门、接送、搬运、照看老人孩子。',
        'Minds, fetches, carries, or looks after an old person or a child next door.',
      ],
      points: 1,
      cap: 8,
    },
    {
      clause: '3.3',
      key: 'peace_made',
      title: ['劝和', 'Peace made'],
      about: ['劝和一场邻里矛盾，双方认可。', 'Makes peace in a quarrel; both sides say so.'],
      points: 3,
      cap: 9,
    },
  ]),
  ...deeds('manners', [
    {
      clause: '4.1',
      key: 'feast_simple',
      title: ['酒席简办', 'A simple feast'],
      about: ['红白喜事简办，不铺张。', 'Weddings and funerals without display.'],
      points: 5,
      cap: 5,
      evidence: 'record',
    },
    {
      clause: '4.2',
      key: 'promise_kept',
      title: ['守信守约', 'Promises kept'],
      about: [
        '停车有序、遛狗牵绳、说话文明，邻里公认。',
        'Parks in order, leads the dog, speaks civilly, as neighbours agree.',
      ],
      points: [1, 3],
      cap: 6,
    },
    {
      clause: '4.3',
      key: 'culture_joined',
      title: ['参加村里文化活动', 'Village culture'],
      about: ['参加读书、戏曲、节庆等活动。', 'Takes part in reading, opera or festivals.'],
      points: 1,
      cap: 6,
      byAbility: [
        '在家听戏、讲老故事给孩子录音也计分。',
        'Listening at home, or recording old stories for children, counts.',
      ],
    },
  ]),
  ...deeds('service', [
    {
      clause: '5.1',
      key: 'centre_helped',
      title: ['老年食堂帮厨送餐', 'Elder canteen'],
      about: [
        '到老年食堂帮厨、给行动慢的老人送餐。',
        'Helps in the elder canteen or carries meals to those who walk slowly.',
      ],
      points: 2,
      cap: 10,
      evidence: 'record',
    },
    {
      clause: '5.2',
      key: 'duty_taken',
      title: ['值守巡查', 'A turn on duty'],
      about: [
        '自愿参加防火、防汛、平安巡查一班。',
        'A shift on fire, flood or safety duty, freely taken.',
      ],
      points: 2,
      cap: 10,
      evidence: 'record',
      byAbility: ['电话值守同样计分。', 'Telephone duty counts the same.'],
    },
  ]),
  ...deeds('red_plum_volunteers', [
    {
      clause: '6.1',
      key: 'plum_hours',
      title: ['红梅志愿半天', 'Half a day as a plum volunteer'],
      about: ['参加志愿服务半天。', 'Half a day of volunteering.'],
      points: 2,
      cap: 10,
      evidence: 'record',
      byAbility: [
        '在家做手工、线上帮忙，同样计分。',
        'Crafts at home or help online count the same.',
      ],
    },
    {
      clause: '6.2',
      key: 'emergency_turned_out',
      title: ['急事出手', 'Turning out in need'],
      about: [
        '抢险、寻人、送医时出手相助。',
        'Helps in an emergency, a search or a rush to hospital.',
      ],
      points: 3,
      cap: 6,
    },
  ]),
  ...deeds('voice', [
    {
      clause: '7.1',
      key: 'idea_given',
      title: ['金点子', 'A good idea'],
      about: ['提出建议，经会议讨论后采用。', 'A proposal that a meeting takes up.'],
      points: 2,
      cap: 6,
      evidence: 'record',
    },
    {
      clause: '7.2',
      key: 'talk_joined',
      title: ['参加村民说事', 'Joining a villagers’ talk'],
      about: [
        '参加村民说事，说什么意见都一样计分。',
        'Takes part in a villagers’ talk; every opinion counts the same.',
      ],
      points: 1,
      cap: 4,
      evidence: 'record',
    },
  ]),
]

export const redPlum: RuleBookTemplate = {
  key: 'red_plum',
  source: {
    text: say([
      '参照浙江陇头朱村“红梅指数”公开报道的做法：环境、庭院、邻里家庭、村风、公共服务共一百分，按季评定，九十分以上五朵、八十分以上四朵。项目和分值由我们拟写，另加二十分贡献分；不与分红挂钩。',
      'After the published “red-plum index” of Longtouzhu, Zhejiang: surroundings, courtyard, family and neighbours, customs and service make 100, graded each quarter, five plums from 90, four from 80. Items and values are ours, with 20 points for contribution; not tied to dividends.',
    ]),
    url: 'zb-jinhe.com/area/zj/201912/t20191220_6449560.shtml',
  },
  content: {
    title: say(['红梅庭院积分办法', 'Red-plum courtyard points']),
    about: say([
      '以户为单位，按季评定。满六十分三朵，八十分四朵，九十分五朵。界线请村民会议核定。',
      'By household, each quarter. Three plums from 60, four from 80, five from 90. The villagers’ assembly should confirm the boundaries.',
    ]),
    unit: 'household',
    reckoning: 'household_total',
    cycle: 'quarter',
    bands: bands([3, 60], [4, 80], [5, 90]),
    bandsVerified: false,
    minimumHundredths: 6000,
    aspects: [
      aspect('surroundings', ['村庄环境', 'Surroundings'], { part: 'base', max: 25 }),
      aspect('courtyard', ['美丽庭院', 'Courtyard'], { part: 'base', max: 25 }),
      aspect('kin_neighbours', ['家庭邻里', 'Family and neighbours'], { part: 'base', max: 20 }),
      aspect('manners', ['村风民风', 'Village customs'], { part: 'base', max: 15 }),
      aspect('service', ['公共服务', 'Public service'], { part: 'base', max: 15 }),
      aspect('red_plum_volunteers', ['红梅志愿', 'Plum volunteers'], {
        part: 'contribution',
        max: 12,
      }),
      aspect('voice', ['村民说事', 'Villagers’ voice'], { part: 'contribution', max: 8 }),
    ],
    items: [...items],
  },
}
