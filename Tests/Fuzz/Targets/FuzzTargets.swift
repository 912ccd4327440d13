/// All targets that the fuzzer runs.
public enum FuzzTargets {
    /// Each target once.
    public static let all: [any FuzzTarget.Type] = [
        AnswerFrameTarget.self,
        AppImageTarget.self,
        BoardProfileTarget.self,
        BootTextTarget.self,
        FaultScheduleTarget.self,
        HubDescriptorTarget.self,
        InventoryTarget.self,
        LuaLiteralTarget.self,
        OTADataTarget.self,
        PartitionCSVTarget.self,
        PartitionTableTarget.self,
        REPLParserTarget.self,
        ResetSequenceTarget.self,
        TelnetCodecTarget.self,
    ]

    /// The target with that name.
    public static subscript(name: String) -> (any FuzzTarget.Type)? {
        all.first { $0.name == name }
    }
}
