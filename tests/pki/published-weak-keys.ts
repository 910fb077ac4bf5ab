/*
 * Weak keys that others have collected, as the numbers that they are. Origin: the test keys of badkeys (badkeys/badkeys, tests/data; MIT,
 * Hanno Böck), one modulus of roca-detect (crocs-muni/roca; MIT) and the composite numbers of Wycheproof (C2SP/wycheproof,
 * testvectors_v1/primality_test.json; Apache-2.0), with their names and numbers there. Keys of other sizes and kinds
 * than ours, which their kind alone refuses, were left out but for a few.
 */

/** DER RSAPublicKey, base64, of badkeys' test keys that `requireAllowedKey` must refuse. */
export const BADKEYS_REFUSED: readonly (readonly [name: string, pkcs1: string])[] = [
  [
    "rsa-smallfactors-corrupt",
    "MIIBCgKCAQEAp8qz/SX4rPy4d48/J9ejq7KBHokrV73jHpgkh5vGHUx2TPDOF056praiZ+lG2MXikOr5jfzoqyphzIj///8GVZs1h9mdp2AQplXUg+Pb39pZ/TZ1EryAkqvNb8V71RrPtclZRkKJHm1ob2P/A/Bf0pSxkh6z0W6zm+iDfvqOrpvbsP8hxq02jeGrqPTEtzMX4sm4yMlf3xGEBF9HOaYsOE3TNlhll1qhMH+RFdXUTxnHtEHQ/iiyoWmZjGVK2Zp7Q8+XpwxhW+F19dR29n/4yYtFu9WNA2OhoXxA5y+FYxoJg0Jl8Kql/RD9026hAlXbbr4mImImsUDiIo5TGVxv3QIDAQAB",
  ],
  [
    "rsa-roca",
    "MIIBCgKCAQEAkTKtIR/MDftNrkgyashkwifks5Swm9HEkw4ZcCijyQdpTStInk9pdUrq4zjG6tk5xX9AaYXLu47fmiBVzClGvAXTZbpn6JbG1IERUs+i0pBRT5CzUu7vJ/63L72NzVvJFaT0SUE5zByhCjJE+pflMnX1e1UptOdnN5AHeY4RKkugVse3XO2xMs3yH3vTyZdtnaOIFRU0d6E7PrsgRtEAqFHcAGmPUw0ZOW8A++8sS/FlnrxMf9lVa1/8k/A8otPfrNIipfAoq0MKJ+oxE2wML1DDxIGTGmNaN3gPANJyeuca7ptA+NGq5oU1x3pWMXgSvrVSXUooNk8xIkrKxSz3LQIDAQAB",
  ],
  [
    "rsa-fermat-pkcs1, a square",
    "MIIBCgKCAQEAxcHDv7trhGAHcVv/k/ORtkIbMVdeotjv1RdcQWwIv4cp1lXGG7ITGJ43DJGFw3rdb+SNi0etQ3ipjLLvoQ2lsj4u3zqbuuRu6usGoCcOod44DGOfCIGqK2Oxu6jewuyNgMPyN87bJhJwi/8wV0JpQbLM2BBl5hraUsvrwNqyvI0EAzXLA6ffrmZ+RQPpL1uQ4fztkrKqrfFkKCMrKmKcJQnC4RpfdE/aQ+OKXFtfSEhllASVFBMIOLfKZwV4GCJCaUcishZDSntPx3lNjozKeIn0kFDwlNtz7JiQ06UzhbV0Owk7RSnHSIKunkudJuUU6RIcKp6bPPgT/oXDICl5GQIDAQAB",
  ],
  [
    "rsapoly128",
    "MIIBCgKCAQEA+kvRkHplPEAAAAAAAAAAARKxuqqolHZUAAAAAAAAAACEqnHvuqnGCAAAAAAAAAAA7FUDD/ldz2MAAAAAAAAAAUJ1QHJ1YKQAAAAAAAAAAAF1/qTUJxNHJQAAAAAAAAAB0iS3vi1t0FcAAAAAAAAAAZgHpH0WsRLkAAAAAAAAAfMrbVr4N1xv7gAAAAAAAAGGLPgVbWvszIYAAAAAAAAAjR9ovSi1dpP9AAAAAAAAAT/8MwuyQeTGzAAAAAAAAAFFoutmnFxfoD4AAAAAAAAAtFCWuo5bhxKMAAAAAAAAAUxnE8zA9ZgaxgAAAAAAAABdS9BKJQAAAAAAAAAAAACpiQIDAQAB",
  ],
  [
    "rsapoly32",
    "MIIBBwKCAQBAAACvgABs0QAAm70AANR3AAFDjIAA8oeAAT9WAAGZFIABEgCAAWpuAAGGYIABMroAAYeMgAH1tYACPV2AAsqjAALU+QAC1v8AArPNgALICAAD/zCAA6RTgANCHAAD8lAABMDZAASHNIAE4nwAA89qAARkkwAFbrQABpVOAAeLgQAHMJ8ABkWFAAWqjAAFt3wABWb4AAV6LAAFZuAABbW4AAUlCQAFOTwABSXUAAS7LwAEjpEABRXSAAWqbwAE7jIABHs/AAQEBQADsMsAAy8TAANmPAADadUAA/SiAAN6rgACRz8AAk5NAAIX7gACyCYAAkVcAAJE2wABTl4AAMalAgEj",
  ],
  ["rsanzero", "MAgCAQACAwEAAQ=="],
  ["rsazerozero", "MAYCAQACAQA="],
  [
    "rsa-e1",
    "MIIBCAKCAQEA2CzMh5UOtdozYHY5rIe0NKE0dDxuEAyuZBsB6kwoMZd0x9gnbN18K0eepXnFF05VxNNXRBt90Giy6E0iE/x9FOTNB6a71leCBgVCseAVgyEGbuXotSwgzZkV1jpL81v4bkqLycu9cqaThJUBwxWelSW63eK3izrLrV0tfbjdDO64HZcGQ/VLjmCgavVFrs3XiiAZAfOb2uLC4NYfZvej/Se0fC/kWlitCvXi/S73LkXfWD4HukfPRZ61hWAEfQOhflqhGm1/ty5tNK4cXCvH0cXUz6L8YTUgxxlgW1LO508SjzCQLkgBXSUqHimDSVLugBG2B96P9dmzM4SKk1qWGQIBAQ==",
  ],
  [
    "rsa-e-larger-n",
    "MIGGAkEAwVwaxrHF2CK64aYKRUibLiH30KpPuPBjel7E8ZydQW1HYWHfoGmidzC2RnhwCC293hCzw+TFR2nqn8OVSY5t2QJBAP8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE=",
  ],
];

/** Moduli, hexadecimal. */
export const WEAK_MODULI: readonly (readonly [name: string, modulus: string])[] = [
  [
    "rsa-fermat-hexmodulus of badkeys",
    "e36099d4b2fbf4b58d6a19bb57fc3443f67d86c759169ae8038d46ec28e0256a6730e95f7f9da57c81cd3567b0da5a716fec1a5f15e56c3731075f5351dcbab32b16050c3d72b5ee6c1408aa0f8ce34fa3ef9c6962f4e75b6512af8706551d2819ac900224e4108d24b89f37580853a73aec654f90763d70e5a36fa7d1cbbeed927ab004b7471fa3fb71c91feeeaff9e1ef464f9913b84f8da37a8d356950d00019d6701fc749da72b5b88d48a6998ebcc096a4bc711ffbe6b89627683c14e14fa0ca26a17c228c067295ff8117cc7095537c275e6996e1dc1452cb7f51240364e81841f5bb7df604df747bf774d269f38a35bf93402a08561ff89e0c43d2f97",
  ],
  [
    "mod03 of roca-detect",
    "9dcd7420e420c270a68060eb8b5aa7457a9f6648f86fafed2775cc1f79ae962f1e63f1b9e51c55f9ea6fdc7332e9b0058c9ff2eb1fc89855029cf6aafe21e689feb38ac9ffb12f1ce371bb5d0e9aae64161abce74b4244bf68f1edb4411f756a097c8929c14740245ea355f8332d1aa36bb50c7dcb4505da8de02e4e53d38f8df06097da7524df0df93db48eac8cc4af2d3a16257eb2b2adca6ba464e5974fa92550d31b1babf161e7692d00b86e3dd886ecab4abfbe1a8f8cc263ff4af55cdb45f4249a5193925f5e983d762f0b6800943eb0267b08f42ed311ce1f5c86eacbc8ce4d3cb7a2fee1ef5641423a1cf4114e5ecf50034a60a412523af9e6f4aa11",
  ],
];

/** What badkeys finds by lists that nobody here has: Debian's keys, and the other moduli that share a prime. */
export const BADKEYS_NOT_FOUND: readonly (readonly [name: string, pkcs1: string])[] = [
  [
    "rsa-debianweak",
    "MIIBCgKCAQEAwJZTDExKND/DiP+LbhTIi2F0hZZt0PdX897LLwPf3+b1GOCUj1OHBZvVqhJPJtOPE53W68I0NgVhaJdY6bFOA/cUUIFnN0y/ZOJOJsPNle1aXQTjxAS+FXu4CQ6a2pzcU+9+gGwed7XxAkIVCiTprfmRCI2vIKdb61S8kf5D3YdVRH/Tq977nxyYeosEGYJFBOIT+N0mqca37S8hA9hCJyD3p0AM40dD5M5ARAxpAT7+oqOXkPzfzLtCTaHYJK3+WAce121Br4NuQJPqYPVxniUPohT4YxFTqB7vwX2C4/gZ2ldpHtlgJVAHT96nOsnlz+EPa5GtwxtALD43CwOlWQIDAQAB",
  ],
  [
    "rsa-sharedprimes",
    "MIIBCgKCAQEAtQS720djHoBY2eXEDsMNGi6GWY/B37TyGO6tAgQJnweAvk5ABi3AKaOJzHQLmqpkzzh92z2FHzZpKoOiy4Eq0tt4J20zgFPiYdAG5mffTcgtMhymCXBcAaUjuZCcyYIIDdENnaP3wTPo0FEdWozb0/4+SNJ1IhlwyQGUu77mAHgr3Q2j/GqY0RSIbikmgV7NUpf6PA8JAlm2+lQQj9YjurMI5K9BQZPRGm84E2nSe4zT2NkaKrzObH+mFd5dRlzi00FXaMF06ViYiwKgW27ef1ZCD3Z0yFZ7uaNaGAnflsOUsoaMutSkQPs0JEAVmnVkjCfpTKylM9D/B0ZjutZspQIDAQAB",
  ],
];

/** badkeys' rsa-ok, which has no fault. */
export const BADKEYS_SOUND =
  "MIIBCgKCAQEA3+7n3nVVncZkM25RdNknGuAfkKMwcYaWqQGN4C01zGQlpJvDmXDdVM+YNi4pZwRACs21V+h6LLy7mieYCWZy9NV/AfjovxZEInrCX3nyHgBxtYaV+btajFzFE4T3PJvuE5hc6Kx/KawU1NvE+kvQAirGDcVQe500rEcePgdezBh9wSA0yk/qPbc8hgrR6z255RGodzLgJi6v7uaXdvQlhDuIwjITIcdakspIX09xdCI1IzLkEdHXdr4gutR8/D0UoR3RSfiWLwc4AcdAGvJ0X0HK3tCawPFxGoU3YkLIOIa0XYHTlIquDyq3WaxIJjM/tDRYlBbYl1UF+qHcy4BDjQIDAQAB";

/** badkeys' rsa-nprime: its modulus is a prime. */
export const BADKEYS_PRIME =
  "MIIBCgKCAQEAqQSg27883tGr5jtyOaZkEn597cuw1Wz4wWuFp1quvHOyiMId7L7mKHh2G+WQaEEBKl2A/M/tXgdfbrY0NnW3SMIZ9PMTWJNjtAqjBKVBDXDJbJhOpvyagL4HBKR6cnB0TE+3m0co6o98xRT7eFBP4V9WyZYIG15XDruFvGkgeqmXefqf5BB5Erquu6RePYNt25I3SFM12kZTW+HcrDyj34CO4Jxkw5JI5bUtP9wV5ocr/Z5FmvmIDi3eNbHBVteLN3BIuFax8JQvpcdwEjy7Qdro5Ad3a3Ld4//2Vn/mAkGPop/HmJmewI1poiKh+VgF87bloijO+izBYk/eo9ZWWQIDAQAB";

/** Keys whose private halves are printed in standards (badkeys/examplekeys, CC0, and the RFCs), as JSON web keys. */
export const PUBLISHED_KEYS: readonly (readonly [name: string, jwk: Readonly<Record<string, string>>])[] = [
  [
    "RSA of RFC 9216",
    {
      kty: "RSA",
      e: "AQAB",
      n: "tPSJ6Fg4Fj5Nmn9PkrYo0jTkfCv4TfA_pdO_KLpZbJOAEr0sI7AjaO7B1GuMUFJeSTulamNfCwDcDkY63PQWl-DILs7GxVwXurhYdZlaV5hcUqVAckPvedDBc_3rz4D_esFfs-E7QMFtmd-K04s-A8TCNO12DRVBDpbP4JFD9hsc8prDtpGmFk7rd0q8gqnhxBW2RZAeLqzJOMayCQtws1q7ktkNBR2wZX5ICjecF1YJFhX4jrnHwp_iELGqqaNXd3_Y0pG7QFecN7836IPPdfTMSiPR-peCrhJZwLSewbWXLJe3VMvbvQjoBMpEYlaJBUIKkO1zQ1Pq90njlsJLOw",
    },
  ],
  [
    "RSA of RFC 7517",
    {
      kty: "RSA",
      e: "AQAB",
      n: "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
    },
  ],
  [
    "RSA of RFC 7520",
    {
      kty: "RSA",
      e: "AQAB",
      n: "n4EPtAOCc9AlkeQHPzHStgAbgs7bTZLwUBZdR8_KuKPEHLd4rHVTeT-O-XV2jRojdNhxJWTDvNd7nqQ0VEiZQHz_AJmSCpMaJMRBSFKrKb2wqVwGU_NsYOYL-QtiWN2lbzcEe6XC0dApr5ydQLrHqkHHig3RBordaZ6Aj-oBHqFEHYpPe7Tpe-OfVfHd1E6cS6M1FZcD1NNLYD5lFHpPI9bTwJlsde3uhGqC0ZCuEHg8lhzwOHrtIQbS0FVbb9k3-tVTU4fg_3L_vniUFAKwuCLqKnS2BYwdq_mzSnbLY7h_qixoR7jig3__kRhuaxwUkRz5iaiQkqgc5gHdrNP5zw",
    },
  ],
  [
    "RSA of RFC 9500",
    {
      kty: "RSA",
      e: "AQAB",
      n: "sPnoGUOnrpiSqt4XynxA-HRP7S-BSObI6qJ7fQAVSPtRkqsotWxQYLEYzNEx5ZSHTGypibVsJylvCfuToDTfMul8b_CZjP2Ob0LdpYrNH6l5hvFE89FU1nZQF15oVLOpUgA7wGiHuEVawrGfey92UE68mOyUVXGweJIVDdxqdMoPvNNUl86BU02vlBiESxOuox-dWmuVV7vfYZ79Toh_LUK43YvJh-rhv4nKuF7iHjVjBd9sB6iDjj70HFldzOQ9r8SRI-9NirupPTkF5AKNe6kUhKJ1luB7S27ZkvB3tSTT3P593VVJvnzOjaA1z6Cz-4-eRvcysqhrRgFlwI9TEw",
    },
  ],
  [
    "RSA of RFC 9635",
    {
      kty: "RSA",
      e: "AQAB",
      n: "hYOJ-XOKISdMMShn_G4W9m20mT0VWtQBsmBBkI2cmRt4Ai8BfYdHsFzAtYKOjpBR1RpKpJmVKxIGNy0g6Z3ad2XYsh8KowlyVy8IkZ8NMwSrcUIBZGYXjHpwjzvfGvXH_5KJlnR3_uRUp4Z4Ujk2bCaKegDn11V2vxE41hqaPUnhRZxe0jRETddzsE3mu1SK8dTCROjwUl14mUNo8iTrTm4n0qDadz8BkPo-uv4BC0bunS0K3bA_3UgVp7zBlQFoFnLTO2uWp_muLEWGl67gBq9MO3brKXfGhi3kOzywzwPTuq-cVQDyEN7aL0SxCb3Hc4IdqDaMg8qHUyObpPitDQ",
    },
  ],
  [
    "P-256 of RFC 6605",
    {
      kty: "EC",
      crv: "P-256",
      x: "GojIhhXUN_u4v54ZQqGSnyhWJwaubCvTmeexv7bR6ec",
      y: "W5K0qkKReuHGG3Ae8DXD_nvjAJy6_lovcTFskC3PDQA",
    },
  ],
  [
    "P-256 of RFC 6979",
    {
      kty: "EC",
      crv: "P-256",
      x: "YP7UuiVanTHJYet0xjVtaMBJuJI7Yfps5mliLmDyn7Y",
      y: "eQP-EAi4vJmkGunpVii8ZPLxsgwtfp9Rd6PClNRGIpk",
    },
  ],
  [
    "P-256 of RFC 7515",
    {
      kty: "EC",
      crv: "P-256",
      x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
      y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
    },
  ],
  [
    "P-256 of RFC 7517",
    {
      kty: "EC",
      crv: "P-256",
      x: "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
      y: "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
    },
  ],
  [
    "P-256 of RFC 8946",
    {
      kty: "EC",
      crv: "P-256",
      x: "mzGM1VsO-3IqbMF54rQMaYKQftO4hUYm9wv5wutLgEc",
      y: "fRbIk8t_uPlmtju6X3zlzwtEMzvsg_IRhFxj_9pmaOs",
    },
  ],
  [
    "P-256 of RFC 9500",
    {
      kty: "EC",
      crv: "P-256",
      x: "QiVI-I-3gv-17KN0RFLHKh5Vj71vc75eSOkyMsxFxbE",
      y: "bEzRDEy41bihcTnpSILImSVymTQl9BQZq36QpCpJQnI",
    },
  ],
];
