import ArgumentParser
import FaultCampaign

/// A fault of the host, or none.
struct HostFaultOption: ExpressibleByArgument {
    let fault: HostFault?

    init?(argument: String) {
        fault = HostFault(argument)
        guard fault != nil || argument == "none" else { return nil }
    }
}
