export { createRandom, randomValues, type Random } from '../../contract/random'
