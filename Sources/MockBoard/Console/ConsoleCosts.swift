import TransportCore

/// The processor's costs in nanoseconds, precomputed because they are charged byte by byte.
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
