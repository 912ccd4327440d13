import ArgumentParser

/// The faults of a single run, and the file for its trace.
struct DetailOptions: ParsableArguments {
    @Option(help: "Run once with these faults, and print all details.")
    var fault: String?

    @Option(help: "Run once with this host fault: host-dies@write:N, interrupt@write:N or none.")
    var hostFault: HostFaultOption?

    @Option(help: "Write the trace of the single run to this file.")
    var trace: String?

    var isGiven: Bool { fault != nil || hostFault != nil || trace != nil }
}
