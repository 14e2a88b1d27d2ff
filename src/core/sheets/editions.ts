/** What sheets say of the editions they are in. */
import { editionNames, type Edition } from '../../shared/editions.ts'

export const everyEdition: readonly Edition[] = editionNames
/** What nobody outside the team sees. */
export const internalOnly: readonly Edition[] = ['internal']
