import type { LegalBasis } from '../model.ts'

/**
 * Laws as dated facts. `verified` is true only where somebody read the article in the text of
 * the given date and no later text is known to have moved it. Everything else says so on screen.
 */
function fact(
  key: string,
  law: readonly [string, string],
  article: readonly [string, string],
  read: { textOf: string; verified: boolean } | null,
): LegalBasis {
  return {
    key,
    law: { zh: law[0], en: law[1] },
    article: { zh: article[0], en: article[1] },
    textOf: read?.textOf ?? null,
    verified: read?.verified ?? false,
  }
}

const organicLaw = [
  '《村民委员会组织法》（2018年文本，2026年1月1日起条文重新编号，请核对）',
  'Villagers’ Committee Organic Law (2018 text, renumbered from 1 Jan 2026, verify)',
] as const
const organicText = { textOf: '2018-12-29', verified: false }
const privacyLaw = ['《个人信息保护法》', 'Personal Information Protection Law'] as const
const privacyText = { textOf: '2021-08-20', verified: true }
const civilCode = ['《民法典》', 'Civil Code'] as const

export const law = {
  villageRules: fact(
    'village_rules',
    organicLaw,
    [
      '第二十七条、第三十六条：村规民约和决定不得侵犯村民的人身权利、民主权利和合法财产权利；受侵害的村民可以请求法院撤销。',
      'Articles 27 and 36: village rules and decisions may not infringe personal, democratic or lawful property rights; a harmed villager may ask a court to revoke them.',
    ],
    organicText,
  ),
  villageVote: fact(
    'village_vote',
    organicLaw,
    [
      '第十三条、第十七条：年满十八周岁的村民都有选举权和被选举权，依法被剥夺政治权利的除外；不得以贿赂等不正当手段妨害选举。',
      'Articles 13 and 17: every villager of 18 may vote and stand, unless deprived of political rights by law; elections may not be tampered with by bribery or other improper means.',
    ],
    organicText,
  ),
  penalties: fact(
    'penalties',
    ['《行政处罚法》', 'Administrative Penalty Law'],
    [
      '第四条、第十六条、第十七条：罚款等处罚只能由法律、法规、规章设定，由有权的行政机关实施；其他规范性文件不得设定。',
      'Articles 4, 16 and 17: penalties such as fines are set only by laws, regulations and rules and imposed by competent authorities; no other document may set them.',
    ],
    { textOf: '2021-01-22', verified: true },
  ),
  socialAid: fact(
    'social_aid',
    ['《社会救助暂行办法》', 'Interim Measures for Social Assistance'],
    [
      '低保、特困供养、临时救助的条件和停发由民政部门依法认定，村里不得另加条件。',
      'Conditions and withdrawal of assistance are decided by the civil affairs authority under the law; a village may add none.',
    ],
    null,
  ),
  socialInsurance: fact(
    'social_insurance',
    ['《社会保险法》', 'Social Insurance Law'],
    [
      '参保人依法享受医疗、养老待遇，任何组织不得以村规扣减。',
      'Insured people receive medical and pension benefits by law; no village rule may cut them.',
    ],
    null,
  ),
  schooling: fact(
    'schooling',
    ['《义务教育法》', 'Compulsory Education Law'],
    [
      '第四条：适龄儿童依法享有平等接受义务教育的权利，不分家庭状况。',
      'Article 4: children of school age have an equal right to compulsory education whatever their family.',
    ],
    { textOf: '2018-12-29', verified: true },
  ),
  land: fact(
    'land',
    ['《农村土地承包法》《土地管理法》', 'Rural Land Contract Law, Land Administration Law'],
    [
      '承包期内发包方不得收回承包地；宅基地依法申请、依法审批。',
      'Contracted land may not be taken back during the term; homesteads are granted by law.',
    ],
    null,
  ),
  collective: fact(
    'collective',
    ['《农村集体经济组织法》', 'Rural Collective Economic Organisation Law'],
    [
      '第四十条、第四十二条：可分配收益按收益权份额分配，不以表现增减。',
      'Articles 40 and 42: distributable profit goes by quantified income shares, not by conduct.',
    ],
    { textOf: '2024-06-28', verified: true },
  ),
  petition: fact(
    'petition',
    ['《宪法》《信访工作条例》', 'Constitution, Petition Work Regulations'],
    [
      '公民有批评、建议、申诉、控告、检举的权利；不得打击报复信访人。',
      'Citizens may criticise, suggest, complain and report; retaliation against petitioners is forbidden.',
    ],
    null,
  ),
  speech: fact(
    'speech',
    ['《宪法》', 'Constitution'],
    [
      '公民有言论自由，有批评和建议的权利；违法言论由有权机关处理。',
      'Citizens have freedom of speech and may criticise; unlawful speech is for the authorities.',
    ],
    null,
  ),
  religion: fact(
    'religion',
    ['《宪法》《宗教事务条例》', 'Constitution, Religious Affairs Regulations'],
    [
      '公民有宗教信仰自由，不得歧视信教或者不信教的公民。',
      'Citizens are free to believe or not to believe; neither may be discriminated against.',
    ],
    null,
  ),
  ownAct: fact(
    'own_act',
    ['《宪法》《村民委员会组织法》', 'Constitution, Villagers’ Committee Organic Law'],
    [
      '各人对自己的行为负责，不得因亲属的行为减损本人的权利。',
      'Everybody answers for their own acts; nobody loses rights for what a relative did.',
    ],
    null,
  ),
  marriage: fact(
    'marriage',
    civilCode,
    [
      '婚姻家庭编：婚姻自由；禁止借婚姻索取财物，争议由法院处理，村里不得处罚。',
      'Book on marriage and family: marriage is free; demanding property through marriage is forbidden, disputes go to court, villages may not punish.',
    ],
    null,
  ),
  women: fact(
    'women',
    ['《妇女权益保障法》', 'Law on the Protection of Women’s Rights and Interests'],
    [
      '不得以未婚、结婚、离婚、丧偶、户无男性等理由侵害妇女在集体中的权益。',
      'Women’s rights in the collective may not be infringed on grounds of being unmarried, married, divorced, widowed or without a man in the household.',
    ],
    null,
  ),
  birth: fact(
    'birth',
    ['《人口与计划生育法》', 'Population and Family Planning Law'],
    [
      '生育是家庭自己的事，2021年修改后不再有社会抚养费，村里不得奖惩。',
      'Having children is the family’s matter; since 2021 there is no social maintenance fee and a village may neither reward nor punish.',
    ],
    null,
  ),
  disability: fact(
    'disability',
    ['《残疾人保障法》', 'Law on the Protection of Persons with Disabilities'],
    [
      '第三条：禁止基于残疾的歧视。',
      'Article 3: discrimination on grounds of disability is forbidden.',
    ],
    { textOf: '2018-10-26', verified: true },
  ),
  health: fact(
    'health',
    ['《传染病防治法》《精神卫生法》', 'Infectious Diseases Law, Mental Health Law'],
    [
      '不得歧视病人和病原携带者，不得泄露病情。',
      'Patients and carriers may not be discriminated against, nor their illness disclosed.',
    ],
    null,
  ),
  sensitive: fact(
    'sensitive',
    privacyLaw,
    [
      '第二十八条、第二十九条：宗教信仰、医疗健康、特定身份、行踪等是敏感个人信息，须有充分必要并取得单独同意。',
      'Articles 28 and 29: belief, health, special identity and whereabouts are sensitive; they need strict necessity and separate consent.',
    ],
    privacyText,
  ),
  consent: fact(
    'consent',
    privacyLaw,
    [
      '第十四条至第十六条：同意须自愿、可撤回，不得因不同意而拒绝服务。',
      'Articles 14 to 16: consent is voluntary and revocable, and refusing it may not cost a service.',
    ],
    privacyText,
  ),
  publishing: fact(
    'publishing',
    privacyLaw,
    [
      '第二十五条：公开个人信息须取得单独同意。',
      'Article 25: publishing personal information needs separate consent.',
    ],
    privacyText,
  ),
  machine: fact(
    'machine',
    privacyLaw,
    [
      '第二十四条：对个人有重大影响的决定，本人有权要求说明并拒绝仅由机器作出。',
      'Article 24: on decisions of major effect a person may demand an explanation and refuse a machine-only decision.',
    ],
    privacyText,
  ),
  dignity: fact(
    'dignity',
    civilCode,
    [
      '人格权编：名誉、荣誉、隐私和人格尊严受法律保护。',
      'Book on personality rights: reputation, honour, privacy and dignity are protected.',
    ],
    { textOf: '2020-05-28', verified: false },
  ),
  credit: fact(
    'credit',
    [
      '《征信业管理条例》、国办发〔2020〕49号',
      'Credit Reporting Regulations, State Council Office doc. 49/2020',
    ],
    [
      '目录之外的信息不得记入公共信用；采集个人信用信息须持牌并经本人同意。',
      'Nothing outside the catalogue enters public credit; collecting personal credit data needs a licence and consent.',
    ],
    null,
  ),
  donation: fact(
    'donation',
    ['《慈善法》《公益事业捐赠法》', 'Charity Law, Law on Donations for Public Welfare'],
    [
      '捐赠应当自愿，禁止摊派或者变相摊派。',
      'Giving is voluntary; apportioning or disguised apportioning is forbidden.',
    ],
    null,
  ),
  labour: fact(
    'labour',
    organicLaw,
    [
      '第二十四条：筹资筹劳须经村民会议讨论决定，积分不得变相强制出工。',
      'Article 24: raising funds or labour is decided by the villagers’ meeting; points may not force work.',
    ],
    organicText,
  ),
  apps: fact(
    'apps',
    [
      '国务院办公厅函（2026年1月25日，转述）',
      'State Council Office letter of 25 Jan 2026 (as reported)',
    ],
    [
      '不得强制安装、强制打卡、以点赞和在线时长考核。',
      'No forced installation, forced check-in, or judging by likes and time online.',
    ],
    null,
  ),
  pointsNotice: fact(
    'points_notice',
    [
      '中央农办、农业农村部2020年积分制通知（转述）',
      '2020 notice on points in rural governance (as reported)',
    ],
    [
      '积分评的是日常行为，按民主程序制定。',
      'Points reward daily conduct and are made by democratic procedure.',
    ],
    null,
  ),
  /** No law says so: stated as what it is, so that nobody takes it for one. */
  ownRule: fact(
    'own_rule',
    ['乡约程序的规则', 'A rule of this programme'],
    [
      '没有法律条文直接规定；为了每一分都公平、说得清，程序这样要求。',
      'no law says so; the programme asks for it so that every point is fair and can be explained.',
    ],
    { textOf: '2026-11-28', verified: true },
  ),
} as const satisfies Record<string, LegalBasis>

export type LawKey = keyof typeof law
