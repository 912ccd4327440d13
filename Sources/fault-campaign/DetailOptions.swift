import ArgumentParser

/// What one run is to suffer, and where its trace goes.
struct DetailOptions: ParsableArguments {
    @Option(help: "One run with these faults, with all details.")
    var fault: String?

    @Option(help: "One run with this fault of the host: host-dies@write:N, interrupt@write:N or none.")
    var hostFault: HostFaultOption?

    @Option(help: "The file that takes the trace of one run.")
    var trace: String?

    var isGiven: Bool { fault != nil || hostFault != nil || trace != nil }
}
