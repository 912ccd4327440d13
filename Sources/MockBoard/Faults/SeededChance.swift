/// Pseudo-random numbers, determined by a seed and a place (the finaliser of SplitMix64).
enum SeededChance {
    static func number(seed: UInt64, place: UInt64) -> UInt64 {
        var mixed = seed &+ (place &+ 1) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
