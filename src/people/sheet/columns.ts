import { ok, type Result, refuse } from '#kernel/result.ts'
import {
  type Cell,
  type RosterColumn,
  requiredColumns,
  rosterColumns,
  type SheetColumns,
  type SheetRefusal,
} from './model.ts'
import { tightText } from './text.ts'

/** The names people give to each column. */
const NAMES: Readonly<Record<RosterColumn | 'ignored', string>> = {
  household_code:
    '户编号 户号 户代码 户编码 家庭编号 家庭编码 家庭号 家庭户编号 农户编号 农户编码 农户代码 农户号 户籍号 户口簿号 户口本号 ' +
    'householdcode householdno householdnumber householdid household',
  head_name: '户主姓名 户主 户主名 户主名字 户主名称 headofhousehold headname householdhead head',
  name: '姓名 成员姓名 家庭成员姓名 家庭成员 人员姓名 村民姓名 名字 name fullname membername personname',
  sex: '性别 sex gender',
  id_number:
    '身份证号码 身份证号 身份证 公民身份号码 公民身份证号码 公民身份证号 居民身份证号码 居民身份证号 居民身份证 身份号码 ' +
    '证件号码 证件号 成员身份证号码 成员身份证号 本人身份证号 idnumber idno idcard idcardnumber identitynumber nationalid',
  relation:
    '与户主关系 与户主的关系 与户主之关系 和户主关系 和户主的关系 同户主关系 户主关系 家庭关系 关系 ' +
    'relation relationship relationtohead relationshiptohead relationtoheadofhousehold',
  birth_date: '出生日期 出生年月日 出生年月 出生时间 生日 birthdate dateofbirth birthday dob',
  phone:
    '联系电话 电话 电话号码 手机号 手机号码 手机 联系方式 联系号码 联系手机 移动电话 本人电话 ' +
    'phone phonenumber mobile mobilenumber mobilephone tel telephone contactnumber',
  group:
    '村民小组 村民小组名称 组别 小组 小组名称 村民组 组 组名 村组 屯 屯别 屯组 自然屯 社 所属小组 所在小组 所属组 所在组 ' +
    'group villagersgroup villagergroup',
  grid: '网格 网格名称 网格号 网格编号 所属网格 所在网格 grid',
  takes_part:
    '参加积分 是否参加 是否参加积分 是否参与 是否参与积分 参与积分 参加 takespart takingpart participates takespartinpoints',
  note: '备注 说明 附注 note notes remark remarks',
  ignored: '序号 序 行号 no 问题与改法 problemsandhowtocorrectthem problemsandhowtomendthem',
}

const meanings = new Map<string, RosterColumn | 'ignored'>()
for (const [column, names] of Object.entries(NAMES) as [RosterColumn | 'ignored', string][]) {
  for (const name of names.split(' ')) meanings.set(name, column)
}

const ROWS_SEARCHED = 30

export type Header = {
  readonly columns: SheetColumns
  /** Where the persons begin, counted from zero. */
  readonly dataFrom: number
}

/** What a column name means; hints in brackets, stars and colons beside it do not matter. */
export function readColumnName(cell: Cell | undefined): RosterColumn | 'ignored' | null {
  const text = tightText(cell).toLowerCase()
  const bare = text.replace(/\(.*?\)|\[.*?\]|【.*?】/g, '').replace(/[*:：'’_.\-/、，,]/g, '')
  return meanings.get(bare) ?? null
}

function known(row: readonly Cell[]): number {
  const columns = row.map(readColumnName).filter((column) => column && column !== 'ignored')
  return new Set(columns).size
}

/** Two rows as one: forms often put a heading over several column names. */
function together(upper: readonly Cell[], lower: readonly Cell[]): Cell[] {
  const width = Math.max(upper.length, lower.length)
  return Array.from({ length: width }, (_, index) => {
    const above = upper[index] ?? ''
    return readColumnName(above) ? above : (lower[index] ?? '') || above
  })
}

type Candidate = { readonly cells: readonly Cell[]; readonly at: number; readonly height: number }

/** The row that names the most columns, or two rows when both together name at least two more. */
function findNames(rows: readonly (readonly Cell[])[]): Candidate | null {
  let best: Candidate | null = null
  let most = 1
  for (const [at, cells] of rows.slice(0, ROWS_SEARCHED).entries()) {
    const alone = known(cells)
    if (alone > most) [best, most] = [{ cells, at, height: 1 }, alone]
    const both = together(cells, rows[at + 1] ?? [])
    const joined = known(both)
    const below = known(rows[at + 1] ?? [])
    if (joined > most + 1 && joined > below + 1) {
      ;[best, most] = [{ cells: both, at, height: 2 }, joined]
    }
  }
  return best
}

/** The columns a sheet must have and has not, in words a sheet can use. */
function refuseMissing(missing: readonly RosterColumn[]) {
  const first = (column: RosterColumn) => NAMES[column].split(' ')[0] ?? ''
  const english = { household_code: 'Household code', name: 'Name', relation: 'Relation' }
  return refuse('people.sheet_columns_missing', {
    missing: missing.map(first).join('、'),
    missingEnglish: missing.map((column) => english[column as keyof typeof english]).join(', '),
  })
}

/**
 * Finds the row with the column names below any title rows and says what each column means, in
 * whatever order and by whatever usual name they come.
 */
export function findColumns(rows: readonly (readonly Cell[])[]): Result<Header, SheetRefusal> {
  const names = findNames(rows)
  if (!names) return refuse('people.sheet_no_header')
  const found: { column: RosterColumn; header: string; index: number }[] = []
  const unknown: { header: string; index: number }[] = []
  for (const [index, cell] of names.cells.entries()) {
    const header = tightText(cell)
    const column = readColumnName(cell)
    if (column === 'ignored' || header === '') continue
    const taken = found.some((other) => other.column === column)
    if (column === null || taken) unknown.push({ header, index })
    else found.push({ column, header, index })
  }
  const absent = rosterColumns.filter((column) => !found.some((each) => each.column === column))
  const missing = requiredColumns.filter((column) => absent.includes(column))
  if (missing.length > 0) return refuseMissing(missing)
  const headerRow = names.at + names.height
  return ok({ columns: { found, unknown, absent, headerRow }, dataFrom: headerRow })
}
