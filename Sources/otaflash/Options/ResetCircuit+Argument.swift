public import ArgumentParser
public import TransportCore

extension ResetCircuit: ExpressibleByArgument {}
