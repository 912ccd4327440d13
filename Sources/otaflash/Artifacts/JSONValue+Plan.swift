import OTAUpgrade

extension JSONValue {
    /// A plan, as the document of `upgrade --json` has it.
    static func plan(_ plan: UpgradePlan) -> JSONValue {
        [
            "from": .string(plan.from),
            "to": .string(plan.to),
            "running_version": JSONValue(plan.runningVersion),
            "image_version": JSONValue(plan.imageVersion),
            "image_size": .integer(plan.imageSize),
            "slot_size": JSONValue(plan.slotSize),
            "can_roll_back": JSONValue(plan.canRollBack),
        ]
    }
}
