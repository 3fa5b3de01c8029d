// Who is served here, for every page: asked once, again where it failed.
import { pack as fetchPack } from './api'
import { useFetched } from './fetched'

export const { value: pack, trouble: packTrouble, again: packAgain } = useFetched(() => '', fetchPack)
