import type { Relation, Sex } from '#people/model.ts'

/**
 * The words people write for a relation to the head of the household (after GB/T 4761-2008 and
 * what stands in village rosters), and what they mean here.
 */
const WORDS: Readonly<Record<Relation, string>> = {
  head: '户主 本人 本人户主 户主本人 head self householder',
  spouse: '配偶 夫 妻 妻子 丈夫 夫妻 爱人 老伴 之妻 之夫 spouse wife husband',
  son: '子 儿子 长子 次子 三子 四子 五子 六子 独子 独生子 大儿子 二儿子 三儿子 小儿子 养子 继子 养子或继子 其他儿子 之子 son',
  daughter:
    '女 女儿 长女 次女 二女 三女 四女 五女 六女 独女 独生女 大女儿 二女儿 三女儿 小女儿 养女 继女 养女或继女 其他女儿 之女 daughter',
  son_in_law: '女婿 婿 son-in-law soninlaw',
  daughter_in_law: '儿媳 儿媳妇 媳 长媳 次媳 三媳 之儿媳 daughter-in-law daughterinlaw',
  father: '父 父亲 爸爸 继父 养父 继父或养父 之父 father',
  mother: '母 母亲 妈妈 继母 养母 继母或养母 之母 mother',
  father_in_law: '公公 岳父 丈人 老丈人 father-in-law fatherinlaw',
  mother_in_law: '婆婆 岳母 丈母娘 mother-in-law motherinlaw',
  brother: '兄 哥 哥哥 弟 弟弟 兄弟 胞兄 胞弟 之兄 之弟 brother',
  sister: '姐 姐姐 妹 妹妹 姐妹 胞姐 胞妹 之姐 之妹 sister',
  grandfather: '祖父 爷爷 外祖父 姥爷 外公 grandfather',
  grandmother: '祖母 奶奶 外祖母 姥姥 外婆 grandmother',
  grandson: '孙子 孙 长孙 次孙 外孙 外孙子 之孙子 grandson',
  granddaughter: '孙女 长孙女 次孙女 外孙女 之孙女 granddaughter',
  other:
    '其他 其它 其他亲属 亲属 非亲属 其他关系 孙媳 孙媳妇 外孙媳妇 孙女婿 外孙女婿 曾孙 曾孙子 重孙 重孙子 曾孙女 重孙女 外曾孙 外曾孙女 ' +
    '曾祖父 曾祖母 太爷 太奶 嫂 嫂子 弟媳 弟妹 姐夫 妹夫 侄 侄子 侄儿 侄女 外甥 外甥女 伯父 叔叔 叔父 姑姑 舅舅 姨 姨妈 堂兄弟 表兄弟 ' +
    '小叔子 小姑子 小舅子 小姨子 前妻 前夫 保姆 同居 寄养 other relative',
}

const meanings = new Map<string, Relation>()
for (const [relation, words] of Object.entries(WORDS) as [Relation, string][]) {
  for (const word of words.split(' ')) meanings.set(word, relation)
}

const SEX_OF: Partial<Record<Relation, Sex>> = {
  son: 'male',
  son_in_law: 'male',
  father: 'male',
  father_in_law: 'male',
  brother: 'male',
  grandfather: 'male',
  grandson: 'male',
  daughter: 'female',
  daughter_in_law: 'female',
  mother: 'female',
  mother_in_law: 'female',
  sister: 'female',
  grandmother: 'female',
  granddaughter: 'female',
}

/** What a written relation means, or null when the word is not known. */
export function readRelation(text: string): Relation | null {
  const word = text.toLowerCase().replace(/\s/g, '')
  return meanings.get(word) ?? meanings.get(word.replace(/^户主的?/, '')) ?? null
}

/** The sex that a relation implies, where it does. */
export function sexOfRelation(relation: Relation): Sex | null {
  return SEX_OF[relation] ?? null
}
