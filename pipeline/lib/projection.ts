/** Plane coordinates → degrees. The only file that imports proj4. */
import proj4 from 'proj4'

/** Transverse Mercator, which the plane rectangular systems of Japan and UTM are. */
export interface PlaneSystem {
  readonly latitude: number
  readonly longitude: number
  readonly scale: number
  readonly falseEasting: number
  readonly falseNorthing: number
  readonly toMetre: number
}

/** `world`: ITRF in its forms (JGD2000, JGD2011, WGS 84), which differ by less than these files tell. */
export type Datum = 'world' | 'tokyo'

export type Convert = (x: number, y: number) => readonly [longitude: number, latitude: number]

/**
 * Tokyo datum → world: three parameters of the Geospatial Information Authority (飛田 1997; EPSG:15483 in the direction
 * to JGD2000, accuracy 9 m). TKY2JGD knows each place better, by a grid of 3 MB.
 */
const TOKYO = '+a=6377397.155 +rf=299.1528128 +towgs84=-146.414,507.337,680.507,0,0,0,0'
const WORLD = '+ellps=GRS80 +towgs84=0,0,0,0,0,0,0'
const DEGREES = '+proj=longlat +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +no_defs'

function converter(definition: string): Convert {
  const { forward } = proj4(definition, DEGREES)
  return (x, y) => {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return [Number.NaN, Number.NaN]
    const [longitude = Number.NaN, latitude = Number.NaN] = forward([x, y])
    return [longitude, latitude]
  }
}

export function planeToDegrees(plane: PlaneSystem, datum: Datum): Convert {
  const { latitude, longitude, scale, falseEasting, falseNorthing, toMetre } = plane
  const place = `+lat_0=${latitude} +lon_0=${longitude} +k=${scale} +x_0=${falseEasting} +y_0=${falseNorthing}`
  const ellipsoid = datum === 'tokyo' ? TOKYO : WORLD
  return converter(`+proj=tmerc ${place} ${ellipsoid} +to_meter=${toMetre} +no_defs`)
}

/** Of the old datum to the world's. */
export function tokyoToDegrees(): Convert {
  return converter(`+proj=longlat ${TOKYO} +no_defs`)
}

/** Web Mercator, in which maps on the web are drawn. */
export function mercatorToDegrees(): Convert {
  return converter('EPSG:3857')
}
