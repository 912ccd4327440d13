import TransportCore

/// The costs of a board's processor in nanoseconds, at hand for whoever charges them byte by byte.
struct ConsoleCosts {
    let luaTaskPerByte: SimulatedTime
    let perLine: SimulatedTime
    let perInstruction: SimulatedTime
    let perStringByte: SimulatedTime

    init(_ timing: ConsoleTiming) {
        luaTaskPerByte = timing.luaTaskPerByte.nanoseconds
        perLine = timing.perLine.nanoseconds
        perInstruction = timing.perInstruction.nanoseconds
        perStringByte = timing.perStringByte.nanoseconds
    }
}
