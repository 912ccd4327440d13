public import ArgumentParser
import TransportCore

extension ResetCircuit: ExpressibleByArgument {}
