import { defineModule } from '#kernel/module.ts'
import { addDivision, closePlace, endDivision, importTree, move, rename } from './commands.ts'
import { placesRefusals } from './model.ts'
import { divisions, place, tree, villages } from './queries.ts'

const everybody = ['guest', 'villager', 'system'] as const

export default defineModule({
  name: 'places',
  commands: [importTree, rename, move, closePlace, addDivision, endDivision],
  queries: [tree, villages, place, divisions],
  refusals: placesRefusals,
  permissions: {
    'places.import_tree': ['county_administrator', 'system'],
    'places.rename': ['county_administrator', 'system'],
    'places.move': ['county_administrator', 'system'],
    'places.close_place': ['county_administrator', 'system'],
    'places.add_division': [
      'village_administrator',
      'secretary',
      'director',
      'township_administrator',
    ],
    'places.end_division': [
      'village_administrator',
      'secretary',
      'director',
      'township_administrator',
    ],
    'places.tree': everybody,
    'places.villages': everybody,
    'places.place': everybody,
    'places.divisions': everybody,
  },
})
