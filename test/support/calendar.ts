import type chineseDays from 'chinese-days'

type Library = { default: typeof chineseDays }

/** The holidays of 2027 as the State Council might publish them. */
const holidays2027 = ['2027-01-01', '2027-01-02', '2027-01-03']

/**
 * The library of holidays, in which 2027 is published as soon as `calendar.published` says so. Given
 * to `vi.mock`, so that a test sees a table being updated.
 */
export async function calendarOf(
  original: () => Promise<Library>,
  calendar: { published: boolean },
): Promise<Library> {
  const real = (await original()).default
  const getDayDetail: (typeof chineseDays)['getDayDetail'] = (date) =>
    calendar.published && holidays2027.includes(String(date))
      ? { date: String(date), work: false, name: "New Year's Day,元旦,1" }
      : real.getDayDetail(date)
  return { default: { ...real, getDayDetail } }
}
