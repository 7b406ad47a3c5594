export { endAssistanceCommand, recordAssistance } from './assistance/commands.ts'
export { grantConsent, withdrawConsent } from './consent/commands.ts'
export { forgetPerson } from './forgetting/commands.ts'
export { mergeHouseholds, splitHousehold } from './household/changes.ts'
export {
  joinHousehold,
  leaveHousehold,
  openHouseholdCommand,
  placeHouseholdCommand,
} from './household/commands.ts'
export { moveHousehold } from './household/moving.ts'
export { endKinshipCommand, nameGuardian, recordKinship } from './kinship/commands.ts'
export { changePersonCommand, closePerson, recordDeath } from './person/changes.ts'
export { addOfficial, addPerson, changePhone } from './person/commands.ts'
export { importRoster, keepSheetCommand } from './roster/commands.ts'
