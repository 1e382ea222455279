package dev.firedrill.contract;

/** kubeadm's clusters. */
class SimulatedContractTest extends SimulatedContract {

  SimulatedContractTest() {
    super(Contracted.KUBEADM);
  }
}
