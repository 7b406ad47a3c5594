import type { Chance } from './chance.ts'

/** What people write beside a deed, by item; plain words without names. */
const notes: Readonly<Record<string, readonly string[]>> = {
  elder_neighbour_helped: [
    '帮隔壁独居老人挑了两担水',
    '下雪天帮邻家老人扫了院子',
    '骑车去镇上帮老人买药',
  ],
  children_read_with: ['晚上陪邻家两个孩子做作业', '周末在家里带几个孩子读书'],
  found_returned: ['路上捡到一串钥匙，交到村部', '捡到手机，当天还给失主'],
  quarrel_settled: ['两家为排水的事争执，坐下来说开了', '劝和了邻居的口角，双方握了手'],
  neighbour_helped: ['帮邻居收了半天粮', '邻居出门，帮着照看院子三天', '用三轮车捎邻居去镇上看病'],
  way_given: ['修路时院墙往里让了一尺，双方签了字', '田埂让出半步，方便邻家走车'],
  simple_feast: ['孩子满月只请了三桌，没有放烟花', '老人做寿，家里人吃顿团圆饭'],
  fault_reported: ['村口路灯不亮，打电话报了修', '发现水管漏水，当天报告'],
  skill_shared: ['教邻居嫁接果树，成活了', '教两户邻居编筐'],
  emergency_helped: ['半夜帮忙送急病的邻居去医院', '大雨天帮着堵田埂缺口'],
  machine_lent: ['义务出拖拉机拉沙石一天', '修渠时出了自家水泵'],
  proposal_adopted: ['建议广场加两盏灯，议事会采用了', '提议错开浇地时间，小组会通过'],
}

/** What a grid worker writes beside a round. */
const roundNotes: Readonly<Record<string, string>> = {
  yard_tidy: '本月庭院查看',
  waste_sorted: '本月垃圾分类查看',
  fire_checked: '用火用电自查登记',
  stretch_adopted: '认管路段查看',
  works_joined: '清沟修路出工登记',
  volunteered: '志愿服务队签到',
  meeting_joined: '村民小组会议签到',
  class_taken: '夜校签到',
  training_used: '农技培训登记，地里看过',
  watch_kept: '值守登记',
}

export function noteFor(chance: Chance, itemKey: string): string {
  return chance.pick(notes[itemKey] ?? ['情况属实，邻居可以作证'])
}

export function roundNoteFor(itemKey: string): string {
  return roundNotes[itemKey] ?? '入户查看登记'
}
