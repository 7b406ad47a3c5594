import { defineModule } from '#kernel/module.ts'
import { addDivision, closePlace, endDivision, importTree, move, rename } from './commands.ts'
import { placesRefusals } from './model.ts'
import { divisions, place, tree, villages } from './queries.ts'

export default defineModule({
  name: 'places',
  commands: [importTree, rename, move, closePlace, addDivision, endDivision],
  queries: [tree, villages, place, divisions],
  refusals: placesRefusals,
  permissions: {
    'places.import_tree': ['county_administrator', 'county_administrator@above', 'system'],
    'places.rename': ['county_administrator', 'county_administrator@above', 'system'],
    'places.move': ['county_administrator', 'county_administrator@above', 'system'],
    'places.close_place': ['county_administrator@above', 'system'],
    'places.add_division': [
      'secretary',
      'director',
      'village_administrator',
      'township_administrator@above',
    ],
    'places.end_division': [
      'secretary',
      'director',
      'village_administrator',
      'township_administrator@above',
    ],
    'places.tree': ['anyone'],
    'places.villages': ['anyone'],
    'places.place': ['anyone'],
    'places.divisions': ['anyone'],
  },
})
