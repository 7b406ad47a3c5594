/** Inputs of every shape that a permission looks at; one variation is enough to be let in. */
export function sampleInputs(
  name: string,
  at: { tenantCode: string; household: string; person: string },
): readonly object[] {
  const { tenantCode, household, person } = at
  const usual = { tenantCode, householdId: household, personId: person }
  switch (name) {
    case 'points.inbox':
      return ['verify', 'review', 'approve'].map((stage) => ({ ...usual, stage }))
    case 'places.import_tree':
      return [{ rows: [{ code: tenantCode, name: '村', level: 'village', parentCode: null }] }]
    case 'appeals.held_lines':
      return [{ ...usual, noticeId: person }]
    case 'places.move':
      return [{ ...usual, parentCode: '231282106000' }]
    case 'people.move_household':
      return [{ ...usual, toTenantCode: tenantCode }]
    default:
      return [usual]
  }
}
