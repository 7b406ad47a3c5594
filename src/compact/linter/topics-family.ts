import { type TopicRule, unless, when } from './topic.ts'
import { oneOf } from './words.ts'

/**
 * Marriage, children and relatives are not conduct: they bring neither points nor deductions.
 * Source: docs/governance.md 1.9, 2.2, requirement 5.
 */
export const family: readonly TopicRule[] = [
  {
    code: 'family_liability',
    severity: 'prohibition',
    laws: ['ownAct', 'villageRules'],
    relations: [
      when(
        oneOf(
          '连坐',
          '株连',
          '连带(?:责任|处罚|处理|扣分|受罚)',
          '一人[^。；]{1,16}(?:全家|全户|一家|家人|父母|兄弟|亲属)[^。；]{0,12}(?:受|扣|罚|取消|清零|不得|跟着|减|没)',
          '(?:直系亲属|近亲属|亲属|亲戚|家属|家人|父母|兄弟|子女|儿女|配偶|三代以内|三代|全家|全户)[^，。；不]{0,8}(?:也|同样|一并|一律|同步|连带|跟着|随之)[^。；]{0,10}(?:扣|减|清零|取消|不得|不予|受|罚|同样|停|降)',
          '(?:全家|全户)[^，。；]{0,6}(?:不得|取消|停|受罚|受处理|清零|扣)',
        ),
        'said',
      ),
      when(
        oneOf(
          '(?:直系亲属|近亲属|亲属)也?(?:同样|一样|照此|同等)',
          '(?:在外|外出|打工的?)[^。；]{0,10}(?:儿女|子女|儿子|家人)[^。；]{0,24}(?:老人|父母|家里)[^。；]{0,8}(?:积分)',
        ),
        'said',
      ),
    ],
  },
  {
    code: 'marital_status',
    severity: 'prohibition',
    laws: ['marriage', 'dignity'],
    relations: [
      unless(
        when(
          oneOf(
            '光棍',
            '单身',
            '未婚',
            '离(?:过|了)?婚',
            '再婚',
            '复婚',
            '丧偶',
            '寡妇',
            '娶不[上到起]',
            '(?:没|无|没有)(?:媳妇|老婆|对象|配偶|成家)',
            '大龄',
            '不结婚',
            '同居',
            '婚姻状况',
            '嫁不出',
            '未成家',
            '上门女婿',
          ),
          'punish',
          'deny',
          'exclude',
          'reward',
        ),
        oneOf('照(?:顾|看)|帮|做饭|陪|志愿|红娘|歧视'),
      ),
    ],
  },
  {
    code: 'women',
    severity: 'prohibition',
    laws: ['women', 'collective'],
    relations: [
      when(
        oneOf(
          '外嫁女',
          '出嫁女',
          '嫁出去',
          '外嫁',
          '离婚(?:回村)?的?(?:妇女|女)',
          '改嫁',
          '无男丁',
          '只有女儿',
          '女儿户',
          '媳妇户口',
        ),
        'deny',
        'exclude',
        'punish',
      ),
    ],
  },
  {
    code: 'bride_price',
    severity: 'prohibition',
    laws: ['marriage', 'villageRules'],
    relations: [
      when(
        oneOf(
          '彩礼',
          '聘礼',
          '聘金',
          '嫁妆',
          '开口要(?:高)?价',
          '卖(?:闺女|女儿|姑娘)',
          '天价(?:婚|嫁)',
          '高价(?:婚|嫁)',
        ),
        'punish',
        'deny',
        'payment',
        'exclude',
      ),
      when(
        oneOf('(?:彩礼|聘礼|聘金|礼金|嫁女)[^。；]{0,24}(?:论处|贩卖|拐卖|诈骗|没收|退回|责令)'),
        'said',
      ),
    ],
  },
  {
    code: 'bride_price_limit',
    severity: 'warning',
    laws: ['marriage', 'dignity'],
    relations: [
      when(
        oneOf(
          '(?:彩礼|聘金|礼金|随礼|份子钱?)[^，。；]{0,10}(?:不超过|不得超过|低于|少于|控制在|不高于)[^，。；]{0,8}(?:元|万|千|块)',
        ),
        'said',
      ),
    ],
  },
  {
    code: 'family_planning',
    severity: 'prohibition',
    laws: ['birth', 'sensitive'],
    relations: [
      when(
        oneOf(
          '计划生育',
          '计生',
          '超生',
          '[二三多]胎',
          '[二三]孩',
          '生育',
          '结扎',
          '上环',
          '绝育',
          '节育',
          '流产',
          '怀孕',
          '(?:没|还没|没有|未)(?:怀|生|动静|孩子)',
          '生(?:男|女|儿子|不出|了[一二三])',
          '独生子女',
          '丁克',
          '早生',
          '催生',
          '孕检',
          '不生',
        ),
        'punish',
        'deny',
        'exclude',
        'reward',
        'gate',
      ),
    ],
  },
]
