/*
 * Composite numbers that were made, or found, to pass for primes: some of Wycheproof's vectors for tests of primality
 * (C2SP/wycheproof, testvectors_v1/primality_test.json; Apache-2.0), by their numbers there and as hexadecimal digits.
 * A modulus that has one of them for a factor has no two great primes.
 */

/** Whatever looks for factors below 752 finds one in these. */
export const WITH_A_SMALL_FACTOR: readonly (readonly [tcId: number, value: string])[] = [
  [16, "04"],
  [17, "09"],
  [18, "010201"],
  [29, "08e4f37e51"],
  [33, "01933ecb87a0c1"],
  [34, "0e79074888902d8a39b7d7067a0651b701"],
  [35, "2f3e10f17816bb245d935430a4f5efa181"],
  [36, "4bfb68edf863327e8e0a6d9236d7a7812919052c1201"],
  [37, "3e730196d68b0c3b2508930785ce9e0552eb366cce1525e281"],
];

/** Without a small factor: told from a prime only by those who know that it is a factor. */
export const WITHOUT_A_SMALL_FACTOR: readonly (readonly [tcId: number, value: string])[] = [
  [9, "07ffffffffffffffff"],
  [10, "7fffffffffffffffff"],
  [11, "0100000000000000000000000000000001"],
  [14, "123a99"],
  [15, "00bc18d1"],
  [19, "0f2ad9"],
  [20, "01f51f3fee3b"],
  [21, "032907381cdf"],
  [22, "0136a352b2c8c1"],
  [23, "023c3db80e80e53bd1"],
  [24, "0504e8e504fd585e79193ca1"],
  [25, "00b7d84161830e3f6f2231a7a1"],
  [26, "09bdc1c98b9b"],
  [27, "0ffb48c934842b"],
  [28, "18444fdb12afb7"],
  [30, "179d55b600e7f1"],
  [31, "085270bd76a142abc3037d1aab3b"],
  [32, "02cb78fe3f36c4f5f05dbe92b82798d5fc18f2bfaaa388ef"],
  [
    38,
    "4682f52f0b54308d315b2fbec25065506c77be95912b137bc6eecffad8a299b631c55ce068702b1b3e4ce50958994c289b148fb298a8c603a0959cb0ba5ad4bcba278cf4c87e0ff85a62a25c40849662c53d0f81cf9e4431d8c391586629260e558db473997db20108278b1ae374089140d93bc2c5a808ad3aaf212f60bfc93cc0c788149dcd82f7ab",
  ],
  [
    39,
    "00f67307e54779cfe9120bf862afc5466c5d6d0783d12df5215c0c981c51e4bfc098e9afd574f51b18c820259b692ec0bf7c9d6e56e9bb99fbd3b7ecc4082146a9d7a5b7bc6519d476c4a9975d9c3e3b12bee45b7accb07a6a68ea583ac2523ef32ee6d01bc766b59c43031f9c6980c9b4317da6825be9f7c5db03283d04c13323",
  ],
  [
    43,
    "00ffd0847cdda5a4fdfd2345bc731f1bc77843478950d33b2830ef0caf8deffdbe6309fe61fb67dded6659e433f30363339dbcc7c0832593f33c24a8b8f0e28038cb6edeed58ae765e6884ac0b66b5218cc758e6247269d24be9f91865d33c105219ffbce00c6c2d6391448643bcf5138268f510258f638b90a6c8b53bfc121759",
  ],
  [
    46,
    "00f35cac3bb3c7cf5e4e50162f4ca889ac7b875f4aac08c5a2433600e9bc64db6c9895aaccf3ee98783ee2cfd8a5e448b265bbc4cda6cb80d487c7967d5a6724fae1ffd27c70f579e62b49f29819c6221d7659fa9364e8e37795d88611506b552a20533f1f6446a35b41a986d304fdd7a39f484331b4fbf242f95b80788cff39cd",
  ],
];
